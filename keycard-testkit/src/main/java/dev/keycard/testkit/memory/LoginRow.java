package dev.keycard.testkit.memory;

import dev.keycard.id.UserId;
import dev.keycard.login.EndReason;
import dev.keycard.login.Login;
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
        return with(login.toBuilder().ended(at, reason));
    }

    /** The same in the generation, and with the times, of another state of the login. */
    LoginRow redeemed(Login next) {
        return with(login.toBuilder()
                .rotation(next.rotation())
                .lastSeenAt(next.lastSeenAt())
                .expiresAt(next.expiresAt()));
    }

    /** The same, seen at that moment; no time moves backwards. */
    LoginRow seen(Instant at, Instant expiresAt) {
        return with(login.toBuilder()
                .lastSeenAt(Times.later(login.lastSeenAt(), at))
                .expiresAt(Times.later(login.expiresAt(), expiresAt)));
    }

    private LoginRow with(Login.Builder changed) {
        return new LoginRow(changed.build(), digest);
    }
}
