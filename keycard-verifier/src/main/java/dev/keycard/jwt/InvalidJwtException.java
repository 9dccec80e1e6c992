package dev.keycard.jwt;

import java.io.Serial;

/** Reports a refusal to {@link JwtVerifier}, which catches it. It has no stack trace, so it costs little. */
final class InvalidJwtException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final JwtError reason;

    InvalidJwtException(JwtError reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    JwtError reason() {
        return reason;
    }
}
