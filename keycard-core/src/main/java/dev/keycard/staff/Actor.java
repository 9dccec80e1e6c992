package dev.keycard.staff;

import dev.keycard.audit.AuditContext;
import dev.keycard.password.HashingCaller;
import dev.keycard.signin.HashingCallers;
import dev.keycard.user.User;

/** Who acts upon the accounts of others. {@link StaffRules} limit staff, and nobody else. Immutable. */
public sealed interface Actor {

    /** When and from where; for staff, also by whom and with which credential. */
    AuditContext context();

    /** The operator of the installation, or the program around the engine: may do everything. */
    record Operator(AuditContext context) implements Actor {}

    /**
     * A member of staff who is signed in. Stores read their rights anew in the transaction of the act.
     *
     * @param context names the user and the credential that they presented
     */
    record Staff(User user, AuditContext context) implements Actor {}

    /** For whom passwords are hashed: the one who asks for it, whomever it is for. */
    default HashingCaller hashingCaller() {
        return this instanceof Staff staff
                ? HashingCallers.of(staff.user().username(), staff.context().address())
                : HashingCaller.LOCAL;
    }
}
