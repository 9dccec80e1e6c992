package dev.keycard.permission;

/** Kleene's three truth values in ascending order. */
enum Truth {
    NO,
    DEPENDS,
    YES;

    static Truth of(Decision decision) {
        return decision.isGranted() ? YES : decision.isDenied() ? NO : DEPENDS;
    }

    Truth and(Truth other) {
        return compareTo(other) <= 0 ? this : other;
    }

    Truth or(Truth other) {
        return compareTo(other) >= 0 ? this : other;
    }

    Truth not() {
        return this == DEPENDS ? DEPENDS : this == YES ? NO : YES;
    }

    /**
     * Whether a request may continue.
     *
     * @param objectsFollow whether the object is checked later
     */
    boolean passes(boolean objectsFollow) {
        return this == YES || (this == DEPENDS && objectsFollow);
    }
}
