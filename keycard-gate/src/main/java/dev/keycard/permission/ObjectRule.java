package dev.keycard.permission;

import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;

/** A rule about objects of one type, for {@link Permission#ofObject}. Must not block. Thread-safe. */
@FunctionalInterface
public interface ObjectRule<T> {

    /** Whether the principal may make this request about this object. */
    boolean permits(Request request, Principal principal, T object);
}
