package dev.keycard.testkit.memory;

import dev.keycard.audit.AuditContext;
import dev.keycard.user.LastSuperuserException;
import dev.keycard.user.User;
import dev.keycard.user.UserGuard;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks a guard inside the transaction of the act that it guards, about people as they are in it. */
final class Guards {

    private Guards() {}

    /** Throws if the act on a user, which may be their creation or deletion, may not go on. */
    static void check(
            Tables tables, UserGuard guard, AuditContext context, @Nullable User before, @Nullable User after) {
        User actor = null;
        if (context.actorId() != null && !Credentials.hasEnded(tables, context)) {
            actor = tables.user(context.actorId()).orElse(null);
        }
        guard.check(actor, before, after);
    }

    /**
     * The same for an act upon something of theirs.
     *
     * @return false if the guard cannot tell, because the user is gone or of another directory: then nothing may be done
     */
    static boolean check(Tables tables, UserGuard guard, AuditContext context, Optional<User> owner) {
        if (owner.isPresent()) {
            check(tables, guard, context, owner.get(), owner.get());
        }
        return owner.isPresent() || guard.equals(UserGuard.NONE);
    }

    /** @throws LastSuperuserException if no active superuser would be left */
    static void requireSuperuserIsLeft(Tables tables, User before, @Nullable User after) {
        if (isActiveSuperuser(before)
                && (after == null || !isActiveSuperuser(after))
                && tables.users
                        .rows()
                        .map(tables::user)
                        .noneMatch(user -> isActiveSuperuser(user) && !user.id().equals(before.id()))) {
            throw new LastSuperuserException();
        }
    }

    private static boolean isActiveSuperuser(User user) {
        return user.active() && user.superuser();
    }
}
