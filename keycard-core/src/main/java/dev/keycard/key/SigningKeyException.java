package dev.keycard.key;

import dev.keycard.jwt.KeyException;
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

    /** A refusal of the configured key. The cause is left out, because parsers quote what they cannot read. */
    static SigningKeyException configured(KeyException refused) {
        return new SigningKeyException("jwt.signing-key " + refused.complaint());
    }

    /** A refusal of one of the verifying keys. */
    static SigningKeyException verifying(KeyException refused) {
        return new SigningKeyException("jwt.verifying-keys: entry " + refused.entry() + " " + refused.complaint());
    }
}
