package dev.keycard.jwt;

import java.io.Serial;

/**
 * A signing key that cannot be used, and what the operator can do about it. The message is meant to be printed as it is and
 * holds nothing of the key.
 */
public final class SigningKeyException extends IllegalArgumentException {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final String SIGNING = "jwt.signing-key ";

    SigningKeyException(String message) {
        super(message);
    }

    /** A refusal of the configured key. The cause is left out, because parsers like to quote what they could not read. */
    static SigningKeyException configured(String complaint) {
        return new SigningKeyException(SIGNING + complaint);
    }

    /** The same complaint about one of the verifying keys. */
    SigningKeyException aboutVerifyingKey(int number) {
        String message = String.valueOf(getMessage());
        String complaint = message.startsWith(SIGNING) ? message.substring(SIGNING.length()) : message;
        return new SigningKeyException("jwt.verifying-keys: entry " + number + " " + complaint);
    }
}
