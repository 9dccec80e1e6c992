package dev.keycard.permission;

import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;

/**
 * A rule about objects of one type, as a class, where a rule is named by its class. It is the same as {@link
 * Permission#ofObject}: without the object the decision depends on it, and for an object of another type it stays open.
 * Implementations are thread-safe and do not block.
 *
 * @param <T> the type of the objects
 */
public abstract class ObjectPermission<T> implements Permission {

    private final Class<T> type;

    /** @param type the type of the objects */
    protected ObjectPermission(Class<T> type) {
        this.type = type;
    }

    /** Whether the principal may make this request about the object. */
    protected abstract boolean allows(Request request, Principal principal, T object);

    private Permission rule() {
        return Permission.ofObject(type, this::allows);
    }

    @Override
    public final boolean permits(Request request, Principal principal) {
        return rule().permits(request, principal);
    }

    @Override
    public final boolean permits(Request request, Principal principal, Object object) {
        return rule().permits(request, principal, object);
    }

    @Override
    public final Decision decide(Request request, Principal principal) {
        return rule().decide(request, principal);
    }

    @Override
    public final Decision decide(Request request, Principal principal, Object object) {
        return rule().decide(request, principal, object);
    }
}
