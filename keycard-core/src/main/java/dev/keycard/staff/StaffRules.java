package dev.keycard.staff;

import dev.keycard.user.User;
import dev.keycard.user.UserGuard;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far staff may go with other users: nobody raises anyone above themselves, or makes themselves anyone who is above them.
 * Stores ask these rules inside the transaction of the act. Immutable and thread-safe.
 *
 * <p>Superusers may do everything but shut themselves out. Other staff may not touch superusers, nor staff who hold a role or
 * tier that they do not; they grant and take only roles that they hold and tiers up to their own.
 *
 * <p>Of everything else one question is asked: would the actor gain by it? Whatever lets them act in the place of a user needs
 * that this user holds no role and no tier that they lack. That is another password; another mail address, to which a link for a
 * new password goes; another name, because services may go by names and take whoever has the old one for the former owner; and
 * letting a user in again, whose password may be known. Roles are compared by name, whatever they grant: rules can ask for a role
 * itself.
 */
public final class StaffRules {

    private final List<String> tiers;
    private final boolean namesStayReserved;

    /**
     * Prepares the rules.
     *
     * @param tiers the names of the tiers that are configured, the lowest first
     * @param namesStayReserved whether the name of a deleted user is kept from others; if not, a deletion frees it for the actor
     */
    public StaffRules(List<String> tiers, boolean namesStayReserved) {
        this.tiers = List.copyOf(tiers);
        this.namesStayReserved = namesStayReserved;
    }

    /** For ending what belongs to a user, which leaves the user as they are. */
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
        // Asked again, in the transaction: the request may have passed the Gate just before they were demoted.
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
        // Here nobody asks for the old one: a stolen login must not become a stolen account.
        refuseIf(password, StaffRefusal.OWN_PASSWORD);
        // Whoever reads the address can set a new password: a token limited to staff work must not come to that.
        refuseIf(!before.email().equals(after.email()), StaffRefusal.OWN_ADDRESS);
    }

    private static boolean isOther(User staff, @Nullable User target) {
        return target != null && !target.id().equals(staff.id());
    }

    private boolean isAbove(@Nullable User target, User staff) {
        return target != null && (target.superuser() || (target.staff() && holdsMore(target, staff)));
    }

    /** Whether a user holds something that the actor lacks. */
    private boolean holdsMore(User target, User staff) {
        return target.superuser() || !staff.roles().containsAll(target.roles()) || !reaches(staff, target.tier());
    }

    /** Whether an act could let the actor be taken for the user. */
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

    /** Whether a tier is none, their own, or known to be below their own. */
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
