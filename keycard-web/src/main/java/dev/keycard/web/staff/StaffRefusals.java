package dev.keycard.web.staff;

import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Response;
import dev.keycard.message.MessageKey;
import dev.keycard.staff.RevocationResult;
import dev.keycard.staff.StaffRefusal;
import dev.keycard.staff.UserResult;
import dev.keycard.user.UserChange;
import dev.keycard.web.password.PasswordProblems;

/** Maps results of acts that were not done to refusals. */
final class StaffRefusals {

    private static final String NO_FIELD = "non_field_errors";

    private StaffRefusals() {}

    static ApiError unknown() {
        return new ApiError(ErrorCode.NOT_FOUND);
    }

    static ApiError of(StaffRefusal refusal) {
        return switch (refusal) {
            case RIGHTS -> new ApiError(ErrorCode.PERMISSION_DENIED);
            case DELETES_ONESELF -> ApiError.invalid(NO_FIELD, MessageKey.NOT_ONESELF);
            case DEACTIVATES_ONESELF -> ApiError.invalid(UserChange.ACTIVE, MessageKey.NOT_ONESELF);
            case ENDS_OWN_STAFF -> ApiError.invalid(UserChange.STAFF, MessageKey.NOT_ONESELF);
            case ENDS_OWN_SUPERUSER -> ApiError.invalid(UserChange.SUPERUSER, MessageKey.NOT_ONESELF);
            case OWN_PASSWORD -> ApiError.invalid("password", MessageKey.OWN_PASSWORD_ELSEWHERE);
            case OWN_ADDRESS -> ApiError.invalid(UserChange.EMAIL, MessageKey.OWN_ADDRESS_ELSEWHERE);
        };
    }

    /** The refusal for every result but {@link UserResult.Done}. */
    static ApiError of(UserResult result) {
        if (result instanceof UserResult.Refused refused) {
            return of(refused.refusal());
        }
        if (result instanceof UserResult.Rejected rejected) {
            return PasswordProblems.refusal("password", rejected.problems());
        }
        if (result instanceof UserResult.Busy busy) {
            return ApiError.retryAfter(ErrorCode.UNAVAILABLE, busy.retryAfter());
        }
        if (result instanceof UserResult.NameTaken) {
            return ApiError.invalid(UserChange.USERNAME, MessageKey.USERNAME_TAKEN);
        }
        if (result instanceof UserResult.NameReserved) {
            return new ApiError(ErrorCode.NAME_RESERVED);
        }
        return result instanceof UserResult.LastSuperuser
                ? ApiError.invalid(NO_FIELD, MessageKey.LAST_SUPERUSER)
                : unknown();
    }

    /** 204 if something was ended, and a refusal otherwise. */
    static Response answer(RevocationResult result) {
        if (result instanceof RevocationResult.Ended) {
            return Response.noContent();
        }
        throw result instanceof RevocationResult.Refused refused ? of(refused.refusal()) : unknown();
    }
}
