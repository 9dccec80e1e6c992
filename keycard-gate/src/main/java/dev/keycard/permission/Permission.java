package dev.keycard.permission;

import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;
import dev.keycard.message.Message;

/**
 * A rule over a request, whoever sends it and, where the rule is about one, an object. A rule must not block: it runs on the
 * event loop. It answers the same when asked twice. One that throws refuses, whatever it is composed with. Thread-safe.
 *
 * <p>It is asked at two levels. Before the endpoint runs only the request is known, and a rule about an object answers
 * {@link Decision.Depends} there (Kleene's third value). Once the endpoint has the object, it asks again through
 * {@link ObjectAccess}. A lambda is a rule about the request alone; {@link #ofObject} makes one about an object.
 *
 * <p>What a rule grants is not yet enough for a credential that is limited to scopes: {@link Admission} and {@link ObjectAccess}
 * also require that the rule asked for one of them ({@link HasScope}, {@link HoldsScope}, {@link Permissions#IS_ADMIN_USER}). Ask
 * through those two rather than calling {@link #permits} or {@link #decide}.
 */
@FunctionalInterface
public interface Permission {

    /** Whether the principal may make this request, whatever object it may be about. */
    boolean permits(Request request, Principal principal);

    /** Whether the principal may make this request about this object; what the request alone decides, if not overridden. */
    default boolean permits(Request request, Principal principal, Object object) {
        return permits(request, principal);
    }

    /** The decision as far as the request alone carries. */
    default Decision decide(Request request, Principal principal) {
        return Decision.of(permits(request, principal));
    }

    /**
     * The decision about an object. It includes what the request alone decides, so that no operand of {@code or} leaves that out.
     */
    default Decision decide(Request request, Principal principal, Object object) {
        return Decision.of(permits(request, principal) && permits(request, principal, object));
    }

    /**
     * The rule that decides about a request, for a rule that chooses others by the request; this one by default. Through it a
     * limited credential is held to the scopes that the chosen rule asks for. A rule that calls others in another way asks for no
     * scope, and so refuses every limited credential.
     */
    default Permission about(Request request) {
        return this;
    }

    /** Permits what both permit. Does not ask the other when this refuses, and then refuses in this one's words. */
    default Permission and(Permission other) {
        return equals(other) ? this : new And(this, other);
    }

    /** Permits what either permits. Does not ask the other when this permits. */
    default Permission or(Permission other) {
        return equals(other) ? this : new Or(this, other);
    }

    /** Permits what this refuses, and refuses what this permits; what depends on an object still does. */
    default Permission not() {
        return new Not(this);
    }

    /**
     * The same rule, refusing in words of its own.
     *
     * @param code for machines: 1 to 64 lower-case letters and underscores, and none that means something else already
     * @param message one sentence for people, said in every language as it is
     * @throws IllegalArgumentException if either has another form
     */
    default Permission withDenial(String code, String message) {
        return withDenial(new Denial(code, Message.literally(message)));
    }

    /** The same rule, refusing in those words. */
    default Permission withDenial(Denial denial) {
        return new Worded(this, denial);
    }

    /**
     * A rule about objects of a type. It depends while only the request is known, and it cannot be decided for any other
     * object, which then is refused, under {@code not} too.
     */
    static <T> Permission ofObject(Class<T> type, ObjectRule<? super T> rule) {
        return new OfObject<>(type, rule);
    }
}
