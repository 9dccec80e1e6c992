package dev.keycard.apitoken;

import dev.keycard.api.Internal;
import dev.keycard.crypto.Entropy;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The format of API tokens: {@code kc_}, 43 base64url characters that hold 256 random bits, and a checksum of 6 characters
 * (CRC-32 in base 62). Scanners find leaked tokens by the fixed beginning. The checksum detects mistyped and invented tokens
 * before a look-up; it is not a protection by itself.
 */
@Internal
public final class TokenText {

    private static final String BEGINNING = "kc_";
    private static final int SECRET_LENGTH = 43;
    private static final int CHECKSUM_LENGTH = 6;
    private static final int DISPLAYED = 9;
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private TokenText() {}

    /** Makes a new token. */
    public static String generate(Entropy entropy) {
        String body = BEGINNING + entropy.secretText();
        return body + checksum(body);
    }

    /** Whether the text has the format of a token. */
    public static boolean isWellFormed(String text) {
        int bodyLength = BEGINNING.length() + SECRET_LENGTH;
        return text.length() == bodyLength + CHECKSUM_LENGTH
                && text.startsWith(BEGINNING)
                && text.endsWith(checksum(text.substring(0, bodyLength)));
    }

    /** The first characters, by which people identify a token; too few to be a secret. */
    public static String displayed(String token) {
        return token.substring(0, DISPLAYED);
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        char[] text = new char[CHECKSUM_LENGTH];
        long rest = crc.getValue();
        for (int i = CHECKSUM_LENGTH - 1; i >= 0; i--) {
            text[i] = DIGITS.charAt((int) (rest % DIGITS.length()));
            rest /= DIGITS.length();
        }
        return new String(text);
    }
}
