package dev.keycard;

import dev.keycard.login.ClaimsContributor;
import dev.keycard.mail.Outbox;
import org.jspecify.annotations.Nullable;

/**
 * What an application adds to the engine.
 *
 * @param claims adds claims of the application to access tokens
 * @param outbox takes mail over; null if the engine sends none
 */
record Extensions(ClaimsContributor claims, @Nullable Outbox outbox) {

    static final Extensions NONE = new Extensions(ClaimsContributor.NONE, null);

    Extensions withClaims(ClaimsContributor other) {
        return new Extensions(other, outbox);
    }

    Extensions withOutbox(@Nullable Outbox other) {
        return new Extensions(claims, other);
    }
}
