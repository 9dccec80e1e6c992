package dev.keycard.audit;

import dev.keycard.id.TimeId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that happened to someone's access. Holds no secret, so that it may be written anywhere. */
public sealed interface AuthEvent {

    /** When it happened. */
    Instant at();

    /** The request that it happened in, empty if it happened in none. */
    String requestId();

    /**
     * Someone signed in.
     *
     * @param door how: {@code token}, {@code token-auth}, {@code session}
     */
    record SignedIn(
            Instant at,
            String requestId,
            long userId,
            String door,
            @Nullable TimeId login,
            String address) implements AuthEvent {}

    /** A name and a password were refused. The name is as it was typed: people type passwords there, so it is left out. */
    record SignInFailed(
            Instant at, String requestId, @Nullable Long userId, String address) implements AuthEvent {}

    /** A sign-in was refused without looking at the password, because too many had failed. */
    record SignInThrottled(Instant at, String requestId, String address) implements AuthEvent {}

    /** A refresh token that had been exchanged came back: it is in two hands, and its login was ended. */
    record RefreshReused(Instant at, String requestId, long userId, TimeId login, String address)
            implements AuthEvent {}

    /** One login was ended. */
    record LoginEnded(Instant at, String requestId, long userId, TimeId login) implements AuthEvent {}

    /** All logins of a user were ended. */
    record AllLoginsEnded(Instant at, String requestId, long userId) implements AuthEvent {}

    /** A password was changed by its owner. */
    record PasswordChanged(Instant at, String requestId, long userId) implements AuthEvent {}

    /** An API token was made. */
    record ApiTokenCreated(Instant at, String requestId, long userId, TimeId token) implements AuthEvent {}

    /** An API token was ended by its owner. */
    record ApiTokenEnded(Instant at, String requestId, long userId, TimeId token) implements AuthEvent {}
}
