package dev.keycard.crypto;

import dev.keycard.api.Internal;
import java.util.Base64;
import java.util.Optional;

/** Base64url without padding (RFC 4648 section 5), read strictly: each sequence of bytes has exactly one text. */
@Internal
public final class Base64Url {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private Base64Url() {}

    /** Encodes without padding (RFC 4648, section 5). */
    public static String encode(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    /**
     * Decodes the text; empty if it has padding, other characters, or unused bits that are not zero. If such variants were
     * accepted, one signature or secret would have several texts.
     */
    public static Optional<byte[]> decode(String text) {
        int tail = text.length() % 4;
        if (tail == 1 || text.indexOf('=') >= 0 || !lastCharacterIsCanonical(text, tail)) {
            return Optional.empty();
        }
        try {
            return Optional.of(DECODER.decode(text));
        } catch (IllegalArgumentException foreignCharacter) {
            return Optional.empty();
        }
    }

    private static boolean lastCharacterIsCanonical(String text, int tail) {
        if (tail == 0) {
            return true;
        }
        int unusedBits = tail == 2 ? 0b1111 : 0b11;
        return (valueOf(text.charAt(text.length() - 1)) & unusedBits) == 0;
    }

    private static int valueOf(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return c == '-' ? 62 : 63;
    }
}
