package dev.keycard.permission;

import dev.keycard.authentication.Principal;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Request;

/** Checks a permission for the object of a request, after the endpoint has read the object. Never blocks. */
public final class ObjectAccess {

    private ObjectAccess() {}

    /**
     * Returns the object if the principal may make this request about it. If the principal may not even read it, the refusal is
     * the same as for a missing object.
     *
     * @throws ApiError 404 if reading it is denied as well; else 401 if the request is anonymous, or 403 with the code and
     *     message of the rule
     */
    public static <T> T require(Permission permission, Request request, Principal principal, T object) {
        Decision decision = Admission.decide(permission, request, principal, object);
        if (decision.isGranted()) {
            return object;
        }
        if (request.isSafe() || !mayRead(permission, request, principal, object)) {
            throw new ApiError(ErrorCode.NOT_FOUND);
        }
        throw Admission.refusal(decision, principal);
    }

    private static boolean mayRead(Permission permission, Request request, Principal principal, Object object) {
        return Admission.decide(permission, new AsGet(request), principal, object)
                .isGranted();
    }
}
