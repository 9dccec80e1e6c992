package dev.keycard.staff;

import dev.keycard.audit.AuditContext;
import dev.keycard.password.HashingCaller;
import dev.keycard.signin.HashingCallers;
import dev.keycard.user.User;

/** The actor of an act on the account of another user. {@link StaffRules} limit only staff. Immutable. */
public sealed interface Actor {

    /** When and from where; for staff, also by whom and with which credential. */
    AuditContext context();

    /** The operator of the installation, or the program that uses the engine: not limited. */
    record Operator(AuditContext context) implements Actor {}

    /**
     * A signed-in member of staff. Stores read their rights again in the transaction of the act.
     *
     * @param context contains the user and the presented credential
     */
    record Staff(User user, AuditContext context) implements Actor {}

    /** The caller for the hashing queue: the actor, not the user of the password. */
    default HashingCaller hashingCaller() {
        return this instanceof Staff staff
                ? HashingCallers.of(staff.user().username(), staff.context().address())
                : HashingCaller.LOCAL;
    }
}
