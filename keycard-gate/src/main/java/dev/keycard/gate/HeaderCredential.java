package dev.keycard.gate;

import dev.keycard.api.Internal;
import java.util.Optional;

/** Splits an {@code Authorization} header into scheme and credential. */
@Internal
public final class HeaderCredential {

    private HeaderCredential() {}

    /** Whether the header begins with the scheme's name; a cheap check before a look-up of the whole header. */
    public static boolean mayBeOf(String header, String scheme) {
        return header.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    /**
     * The text after the scheme, stripped, if the header has that scheme (compared without case); an empty text if nothing
     * follows.
     */
    public static Optional<String> of(String header, String scheme) {
        int length = scheme.length();
        if (!mayBeOf(header, scheme)) {
            return Optional.empty();
        }
        if (header.length() == length) {
            return Optional.of("");
        }
        return isBlank(header.charAt(length))
                ? Optional.of(header.substring(length + 1).strip())
                : Optional.empty();
    }

    /** Whether the credential is one word of visible ASCII characters. */
    public static boolean isOneWord(String credential) {
        for (int i = 0; i < credential.length(); i++) {
            char c = credential.charAt(i);
            if (c <= ' ' || c >= 0x7f) {
                return false;
            }
        }
        return !credential.isEmpty();
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
