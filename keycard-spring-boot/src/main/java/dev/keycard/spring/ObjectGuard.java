package dev.keycard.spring;

import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.permission.Permission;
import java.util.Optional;

/**
 * Checks the object of a request, after a handler method has read it. A bean; thread-safe.
 *
 * <p>Each method returns the object if the user of the request may make it about this object. Else it throws an exception that is
 * answered with 404 if the user may not even read the object, and with 401 or 403 otherwise.
 */
public interface ObjectGuard {

    /** By the rule of the handler method, which {@link Permit} sets. */
    <T> T require(T object);

    /** The same for an object that may be missing: it is answered like one that the user may not read, with 404. */
    default <T> T require(Optional<T> found) {
        return require(found.orElseThrow(() -> new ApiError(ErrorCode.NOT_FOUND)));
    }

    /** By another rule. */
    <T> T require(Permission rule, T object);
}
