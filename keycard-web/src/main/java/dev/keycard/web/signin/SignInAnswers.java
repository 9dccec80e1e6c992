package dev.keycard.web.signin;

import dev.keycard.api.Internal;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.login.BeginResult;
import dev.keycard.signin.SignInResult;
import dev.keycard.user.User;
import java.util.Optional;

/** Maps the results of signing in to answers, each in one place. */
@Internal
public final class SignInAnswers {

    private SignInAnswers() {}

    /**
     * The user who signed in; empty if the user was not identified, for any reason.
     *
     * @throws ApiError {@code throttled} or {@code unavailable}
     */
    public static Optional<User> user(SignInResult result) {
        if (result instanceof SignInResult.SignedIn signedIn) {
            return Optional.of(signedIn.user());
        }
        if (result instanceof SignInResult.Throttled throttled) {
            throw ApiError.retryAfter(ErrorCode.THROTTLED, throttled.retryAfter());
        }
        if (result instanceof SignInResult.Busy busy) {
            throw ApiError.retryAfter(ErrorCode.UNAVAILABLE, busy.retryAfter());
        }
        return Optional.empty();
    }

    /**
     * The login or token of a user who signed in; empty if the user was deactivated, or the password changed, in between.
     *
     * @throws ApiError {@code throttled}
     */
    public static <T> Optional<T> begun(BeginResult<T> result) {
        if (result instanceof BeginResult.Throttled<T> throttled) {
            throw ApiError.retryAfter(ErrorCode.THROTTLED, throttled.retryAfter());
        }
        return result instanceof BeginResult.Begun<T> begun ? Optional.of(begun.value()) : Optional.empty();
    }
}
