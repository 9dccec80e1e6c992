package dev.keycard.permission;

/** The decision of a {@link Permission}: granted, denied, or dependent on an object. Immutable. */
public sealed interface Decision {

    /** The request is granted. */
    enum Granted implements Decision {
        GRANTED
    }

    /** The decision needs an object of the rule's type. A caller without an object must refuse. */
    enum Depends implements Decision {
        DEPENDS
    }

    /**
     * The request is denied.
     *
     * @param denial the code and message of the refusal
     */
    record Denied(Denial denial) implements Decision {

        /** A denial with the default code and message. */
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
