package dev.keycard.jwt;

import java.io.Serial;

/** Carries a refusal from where it is found to {@link JwtVerifier}, and no further. It has no stack trace, so it costs little. */
final class Refused extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    Refused(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
