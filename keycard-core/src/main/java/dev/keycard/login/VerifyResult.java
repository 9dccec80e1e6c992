package dev.keycard.login;

import dev.keycard.jwt.JwtError;
import dev.keycard.jwt.VerifiedToken;
import dev.keycard.user.User;
import java.util.Optional;

/** Whether a token is good at this moment. Immutable. */
public sealed interface VerifyResult {

    /** The token is genuine, and what it hangs on is alive. */
    record Verified(VerifiedToken token) implements VerifyResult {}

    /** The token is genuine, but what it hangs on is not alive. */
    record Revoked(Cause cause) implements VerifyResult {

        /** What speaks against all tokens of a user who was looked up; empty if nothing does. */
        static Optional<Revoked> by(Optional<User> user) {
            if (user.isEmpty()) {
                return Optional.of(new Revoked(Cause.USER_NOT_FOUND));
            }
            return user.get().active() ? Optional.empty() : Optional.of(new Revoked(Cause.USER_INACTIVE));
        }
    }

    /** The token is not genuine, has expired, or is meant for somebody else. */
    record Invalid(JwtError error) implements VerifyResult {}

    /** Why a genuine token is not good. */
    enum Cause {
        USER_NOT_FOUND,
        USER_INACTIVE,
        /** The login was ended or has expired, or all logins of the user were ended since the token was issued. */
        LOGIN_ENDED,
        /** The refresh token was exchanged for another. */
        EXCHANGED
    }
}
