package dev.keycard.staff;

import dev.keycard.api.Internal;
import dev.keycard.user.User;
import dev.keycard.user.UserGuard;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Limits acts of staff on other users: staff can neither grant rights that they lack, nor take over a user who has more rights.
 * Stores check these rules inside the transaction of the act. Immutable and thread-safe.
 *
 * <p>Superusers may do everything except locking themselves out. Other staff may not change superusers, nor staff who have a
 * role or tier that they lack; they grant and remove only roles that they have, and tiers up to their own.
 *
 * <p>An act that could let the actor act as the user is permitted only if the user has no role and no tier that the actor
 * lacks. Such acts are: to set a password; to change the mail address, to which a link for a new password can be sent; to
 * change the name, because services may identify users by name and take a new owner of the old name for the former one; and to
 * reactivate a user, whose password may be known. Roles are compared by name and not by their permissions, because rules can
 * require a role itself.
 */
@Internal
public final class StaffRules {

    private final List<String> tiers;
    private final boolean namesStayReserved;

    /**
     * Prepares the rules.
     *
     * @param tiers the names of the tiers that are configured, the lowest first
     * @param namesStayReserved whether the name of a deleted user stays reserved; if not, a deletion frees it for the actor
     */
    public StaffRules(List<String> tiers, boolean namesStayReserved) {
        this.tiers = List.copyOf(tiers);
        this.namesStayReserved = namesStayReserved;
    }

    /** For ending credentials of a user, which does not change the user. */
    public UserGuard touching() {
        return this::judgeTouch;
    }

    /** For creating and deleting users. */
    public UserGuard owning() {
        return (actor, before, after) -> judge(actor, before, after, false);
    }

    /**
     * For changing users.
     *
     * @param password whether a new password is set
     */
    public UserGuard editing(boolean password) {
        return (actor, before, after) -> judge(actor, before, after, password);
    }

    private void judgeTouch(@Nullable User actor, @Nullable User before, @Nullable User after) {
        User staff = requireStaff(actor);
        refuseIf(!staff.superuser() && isOther(staff, before) && isAbove(before, staff));
    }

    private void judge(@Nullable User actor, @Nullable User before, @Nullable User after, boolean password) {
        User staff = requireStaff(actor);
        if (before != null && before.id().equals(staff.id())) {
            refuseToShutOneselfOut(before, after, password);
        }
        if (!staff.superuser()) {
            refuseIf(isOther(staff, before) && isAbove(before, staff));
            refuseIf(before != null
                    && isOther(staff, before)
                    && opensTheWay(before, after, password)
                    && holdsMore(before, staff));
            refuseIf(after != null && raises(staff, before, after));
        }
    }

    private static User requireStaff(@Nullable User actor) {
        // Checked again in the transaction: the request may have passed the Gate just before the actor was demoted.
        if (actor == null || !actor.active() || !actor.staff()) {
            throw new StaffRefusedException(StaffRefusal.RIGHTS);
        }
        return actor;
    }

    private static void refuseToShutOneselfOut(User before, @Nullable User after, boolean password) {
        if (after == null) {
            throw new StaffRefusedException(StaffRefusal.DELETES_ONESELF);
        }
        refuseIf(before.active() && !after.active(), StaffRefusal.DEACTIVATES_ONESELF);
        refuseIf(before.staff() && !after.staff(), StaffRefusal.ENDS_OWN_STAFF);
        refuseIf(before.superuser() && !after.superuser(), StaffRefusal.ENDS_OWN_SUPERUSER);
        // The old password is not required here, so this is refused: a stolen login must not be enough to take over the
        // account.
        refuseIf(password, StaffRefusal.OWN_PASSWORD);
        // A new password can be set by mail to that address: a token that is limited to the staff API must not be
        // enough for
        // that.
        refuseIf(!before.email().equals(after.email()), StaffRefusal.OWN_ADDRESS);
    }

    private static boolean isOther(User staff, @Nullable User target) {
        return target != null && !target.id().equals(staff.id());
    }

    private boolean isAbove(@Nullable User target, User staff) {
        return target != null && (target.superuser() || (target.staff() && holdsMore(target, staff)));
    }

    /** Whether a user has a role or tier that the actor lacks. */
    private boolean holdsMore(User target, User staff) {
        return target.superuser() || !staff.roles().containsAll(target.roles()) || !reaches(staff, target.tier());
    }

    /** Whether an act could let the actor act as the user. */
    private boolean opensTheWay(User before, @Nullable User after, boolean password) {
        if (after == null) {
            return !namesStayReserved;
        }
        return password
                || !before.email().equals(after.email())
                || !before.username().equals(after.username())
                || (!before.active() && after.active());
    }

    private boolean raises(User staff, @Nullable User before, User after) {
        boolean wasStaff = before != null && before.staff();
        boolean wasSuperuser = before != null && before.superuser();
        String tierBefore = before == null ? "" : before.tier();
        Set<String> rolesBefore = before == null ? Set.of() : before.roles();
        return wasStaff != after.staff()
                || wasSuperuser != after.superuser()
                || !staff.roles().containsAll(difference(rolesBefore, after.roles()))
                || (!tierBefore.equals(after.tier()) && !(reaches(staff, tierBefore) && reaches(staff, after.tier())));
    }

    private static Set<String> difference(Set<String> one, Set<String> other) {
        Set<String> either = new HashSet<>(one);
        either.addAll(other);
        either.removeIf(role -> one.contains(role) && other.contains(role));
        return either;
    }

    /** Whether a tier is empty, the actor's own, or below it. */
    private boolean reaches(User staff, String tier) {
        return tier.isEmpty()
                || tier.equals(staff.tier())
                || (tiers.contains(tier) && tiers.indexOf(tier) < tiers.indexOf(staff.tier()));
    }

    private static void refuseIf(boolean wrong) {
        refuseIf(wrong, StaffRefusal.RIGHTS);
    }

    private static void refuseIf(boolean wrong, StaffRefusal refusal) {
        if (wrong) {
            throw new StaffRefusedException(refusal);
        }
    }
}
