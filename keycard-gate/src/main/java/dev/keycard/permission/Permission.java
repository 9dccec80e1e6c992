package dev.keycard.permission;

import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;
import dev.keycard.message.Message;

/**
 * A rule about a request, its principal and, optionally, an object. A rule must not block, because it runs on the event loop,
 * and must give the same decision when it is evaluated twice. If a rule throws, the request is refused, also if the rule is
 * part of a composed one. Thread-safe.
 *
 * <p>It is evaluated at two levels. Before the endpoint runs only the request is known, and a rule about an object decides
 * {@link Decision.Depends} (Kleene's third value). When the endpoint has the object, it checks again by {@link ObjectAccess}. A
 * lambda is a rule about the request alone; {@link #ofObject} makes one about an object.
 *
 * <p>What a rule grants is not yet enough for a credential that is limited to scopes: {@link Admission} and {@link
 * ObjectAccess} also require that the rule asks for one of them ({@link HasScope}, {@link HoldsScope}, {@link
 * Permissions#IS_ADMIN_USER}). Use those two classes instead of {@link #permits} or {@link #decide}.
 */
@FunctionalInterface
public interface Permission {

    /** Whether the principal may make this request, about any object. */
    boolean permits(Request request, Principal principal);

    /** Whether the principal may make this request about this object; by default the decision about the request alone. */
    default boolean permits(Request request, Principal principal, Object object) {
        return permits(request, principal);
    }

    /** The decision about the request alone. */
    default Decision decide(Request request, Principal principal) {
        return Decision.of(permits(request, principal));
    }

    /** The decision about an object. It includes the decision about the request, also for each operand of {@code or}. */
    default Decision decide(Request request, Principal principal, Object object) {
        return Decision.of(permits(request, principal) && permits(request, principal, object));
    }

    /**
     * The rule that decides about a request, for a rule that chooses another one by the request; this rule by default. It lets
     * the scopes of the chosen rule be enforced. A rule that calls others in another way asks for no scope, and so refuses
     * every limited credential.
     */
    default Permission about(Request request) {
        return this;
    }

    /**
     * Permits what both permit. If this rule refuses, the other is not evaluated, and the refusal has this rule's code and
     * message.
     */
    default Permission and(Permission other) {
        return equals(other) ? this : new And(this, other);
    }

    /** Permits what either permits. If this rule permits, the other is not evaluated. */
    default Permission or(Permission other) {
        return equals(other) ? this : new Or(this, other);
    }

    /** Permits what this refuses, and refuses what this permits; what depends on an object still does. */
    default Permission not() {
        return new Not(this);
    }

    /**
     * The same rule with its own code and message for a refusal.
     *
     * @param code for machines: 1 to 64 lower-case letters and underscores, and none that means something else already
     * @param message one sentence for people, which is not translated
     * @throws IllegalArgumentException if either has another form
     */
    default Permission withDenial(String code, String message) {
        return withDenial(new Denial(code, Message.literally(message)));
    }

    /** The same rule with that code and message for a refusal. */
    default Permission withDenial(Denial denial) {
        return new Worded(this, denial);
    }

    /**
     * A rule about objects of a type. While only the request is known, the decision is open. For an object of another type it
     * stays open, and the request is refused, also under {@code not}.
     */
    static <T> Permission ofObject(Class<T> type, ObjectRule<? super T> rule) {
        return new OfObject<>(type, rule);
    }
}
