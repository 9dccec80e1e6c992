package dev.keycard.web.token;

import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.login.RefreshResult;
import dev.keycard.login.TokenPair;

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

    private static ErrorCode code(RefreshResult.Cause cause) {
        return switch (cause) {
            case USER_INACTIVE -> ErrorCode.NO_ACTIVE_ACCOUNT;
            case PASSWORD_CHANGED -> ErrorCode.PASSWORD_CHANGED;
            case LOGIN_ENDED -> ErrorCode.TOKEN_NOT_VALID;
        };
    }
}
