package dev.keycard.staff;

/**
 * Passes a refusal out of a store's transaction, which is rolled back. {@link UserAdministration} and similar classes turn it
 * into a result. It has no stack trace.
 */
final class StaffRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final StaffRefusal refusal;

    StaffRefusedException(StaffRefusal refusal) {
        super(refusal.name(), null, false, false);
        this.refusal = refusal;
    }

    StaffRefusal refusal() {
        return refusal;
    }
}
