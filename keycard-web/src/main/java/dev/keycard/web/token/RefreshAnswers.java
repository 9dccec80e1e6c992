package dev.keycard.web.token;

import dev.keycard.authentication.RefusalReason;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.login.RefreshResult;
import dev.keycard.login.TokenPair;
import java.util.Optional;

/** Maps the result of a refresh to an answer. */
final class RefreshAnswers {

    private RefreshAnswers() {}

    /** The new tokens. Throws an {@link ApiError} if there are none. */
    static TokenPair pair(RefreshResult result) {
        if (result instanceof RefreshResult.Refreshed refreshed) {
            return refreshed.pair();
        }
        if (result instanceof RefreshResult.Throttled throttled) {
            throw ApiError.retryAfter(ErrorCode.THROTTLED, throttled.retryAfter());
        }
        throw new ApiError(
                result instanceof RefreshResult.Ended ended ? code(ended.cause()) : ErrorCode.TOKEN_NOT_VALID);
    }

    /** Why no tokens were given, for logs and metrics; empty if some were, or if the login only refreshes too often. */
    static Optional<RefusalReason> reason(RefreshResult result) {
        if (result instanceof RefreshResult.Reused) {
            return Optional.of(RefreshResult.Misuse.REUSED);
        }
        if (result instanceof RefreshResult.Ended ended) {
            return Optional.of(ended.cause());
        }
        return result instanceof RefreshResult.Invalid invalid ? Optional.of(invalid.error()) : Optional.empty();
    }

    private static ErrorCode code(RefreshResult.Cause cause) {
        return switch (cause) {
            case USER_INACTIVE -> ErrorCode.NO_ACTIVE_ACCOUNT;
            case PASSWORD_CHANGED -> ErrorCode.PASSWORD_CHANGED;
            case LOGIN_ENDED -> ErrorCode.TOKEN_NOT_VALID;
        };
    }
}
