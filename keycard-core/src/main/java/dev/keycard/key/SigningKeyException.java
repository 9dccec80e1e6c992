package dev.keycard.key;

import dev.keycard.jwt.KeyException;
import java.io.Serial;

/** A signing key cannot be used. The message is for the operator, says what to do, and contains nothing of the key. */
public final class SigningKeyException extends IllegalArgumentException {

    @Serial
    private static final long serialVersionUID = 1L;

    SigningKeyException(String message) {
        super(message);
    }

    /** A refusal of the configured key. There is no cause, because messages of parsers may quote the key. */
    static SigningKeyException configured(KeyException refused) {
        return new SigningKeyException("jwt.signing-key " + refused.complaint());
    }

    /** A refusal of one of the verifying keys. */
    static SigningKeyException verifying(KeyException refused) {
        return new SigningKeyException("jwt.verifying-keys: entry " + refused.entry() + " " + refused.complaint());
    }
}
