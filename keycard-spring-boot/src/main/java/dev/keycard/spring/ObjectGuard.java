package dev.keycard.spring;

import dev.keycard.permission.Permission;

/**
 * Checks the object of a request, after a handler method has read it. A bean; thread-safe.
 *
 * <p>Each method returns the object if the user of the request may make it about this object. Else it throws an exception that is
 * answered with 404 if the user may not even read the object, and with 401 or 403 otherwise.
 */
public interface ObjectGuard {

    /** By the rule of the handler method, which {@link Permit} sets. */
    <T> T require(T object);

    /** By another rule. */
    <T> T require(Permission rule, T object);
}
