package dev.keycard.signin;

import dev.keycard.user.User;
import java.time.Duration;

/** The result of a sign-in with name and password. Immutable. */
public sealed interface SignInResult {

    /**
     * The password is right and the user is active. A login does not exist yet: the caller begins one of the kind that it
     * needs.
     */
    record SignedIn(User user) implements SignInResult {}

    /** The password is right, and a further factor is due. This result is reserved for later versions. */
    record Challenged(User user) implements SignInResult {}

    /**
     * The user was not identified.
     *
     * @param reason for logs and metrics; an answer with the reason would help to guess names
     */
    record Refused(Reason reason) implements SignInResult {}

    /** Too many attempts were made for the account or from the address. The password was not checked. */
    record Throttled(Duration retryAfter) implements SignInResult {}

    /** No password can be checked now, because too many others are waiting. The password was not checked. */
    record Busy(Duration retryAfter) implements SignInResult {}

    /** Why a user was not identified. */
    enum Reason {
        UNKNOWN_NAME,
        WRONG_PASSWORD,
        /** The user is deactivated; the password was not compared. */
        USER_INACTIVE,
        /** No password can match what is stored for the user. */
        UNUSABLE_PASSWORD
    }
}
