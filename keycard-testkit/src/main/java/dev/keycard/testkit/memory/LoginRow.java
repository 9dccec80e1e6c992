package dev.keycard.testkit.memory;

import dev.keycard.id.UserId;
import dev.keycard.login.EndReason;
import dev.keycard.login.Login;
import dev.keycard.login.Rotation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A login.
 *
 * @param digest of the session id; null for a login with tokens
 */
record LoginRow(Login login, @Nullable String digest) {

    boolean isOf(UserId userId) {
        return login.userId().equals(userId);
    }

    boolean isUnended() {
        return login.endedAt() == null;
    }

    LoginRow ended(Instant at, EndReason reason) {
        return with(login.rotation(), login.lastSeenAt(), login.expiresAt(), at, reason);
    }

    /** The same in the generation, and with the times, of another state of the login. */
    LoginRow redeemed(Login next) {
        return with(next.rotation(), next.lastSeenAt(), next.expiresAt(), login.endedAt(), login.endReason());
    }

    /** The same, seen at that moment; no time moves backwards. */
    LoginRow seen(Instant at, Instant expiresAt) {
        return with(
                login.rotation(),
                Times.later(login.lastSeenAt(), at),
                Times.later(login.expiresAt(), expiresAt),
                login.endedAt(),
                login.endReason());
    }

    private LoginRow with(
            Rotation rotation,
            Instant seenAt,
            Instant expiresAt,
            @Nullable Instant endedAt,
            @Nullable EndReason endReason) {
        return new LoginRow(
                new Login(
                        login.id(),
                        login.userId(),
                        login.kind(),
                        login.authentication(),
                        rotation,
                        seenAt,
                        expiresAt,
                        endedAt,
                        endReason,
                        login.device(),
                        login.address()),
                digest);
    }
}
