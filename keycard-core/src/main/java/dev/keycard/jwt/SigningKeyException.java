package dev.keycard.jwt;

import java.io.Serial;

/**
 * A signing key that cannot be used, and what the operator can do about it. The message is meant to be printed as it is and
 * holds nothing of the key.
 */
public final class SigningKeyException extends IllegalArgumentException {

    @Serial
    private static final long serialVersionUID = 1L;

    SigningKeyException(String message) {
        super(message);
    }

    /** A refusal of the configured key. The cause is left out, because parsers like to quote what they could not read. */
    static SigningKeyException configured(String complaint) {
        return new SigningKeyException("jwt.signing-key " + complaint);
    }
}
