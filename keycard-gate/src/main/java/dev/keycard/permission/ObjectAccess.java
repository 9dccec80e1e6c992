package dev.keycard.permission;

import dev.keycard.authentication.Principal;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Request;

/** Asks a permission about the object of a request, once an endpoint has it in hand. Never blocks. */
public final class ObjectAccess {

    private ObjectAccess() {}

    /**
     * The object, if the principal may make this request about it. Whoever may not even read it is told what they would be
     * told if it were not there.
     *
     * @throws ApiError 404 if reading it is denied as well; else 401 if nobody is signed in, 403 in the words of the rule
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
