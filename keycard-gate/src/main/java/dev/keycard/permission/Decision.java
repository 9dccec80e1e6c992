package dev.keycard.permission;

/** What a {@link Permission} answers: yes, no, or that it depends on an object. Immutable. */
public sealed interface Decision {

    /** The principal may. */
    enum Granted implements Decision {
        GRANTED
    }

    /** An object of the rule's type has to be known first. Whoever has to decide without one refuses. */
    enum Depends implements Decision {
        DEPENDS
    }

    /**
     * The principal may not.
     *
     * @param denial in whose words
     */
    record Denied(Denial denial) implements Decision {

        /** Without words of its own. */
        public static final Denied DENIED = new Denied(Denial.STANDARD);

        boolean hasOwnWords() {
            return !denial.equals(Denial.STANDARD);
        }
    }

    static Decision of(boolean permitted) {
        return permitted ? Granted.GRANTED : Denied.DENIED;
    }

    default boolean isGranted() {
        return this == Granted.GRANTED;
    }

    default boolean isDenied() {
        return this instanceof Denied;
    }
}
