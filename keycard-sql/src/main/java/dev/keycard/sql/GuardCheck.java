package dev.keycard.sql;

import dev.keycard.audit.AuditContext;
import dev.keycard.id.UserId;
import dev.keycard.user.LastSuperuserException;
import dev.keycard.user.User;
import dev.keycard.user.UserGuard;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls a guard inside the transaction of the act that it guards, with the users as that transaction reads them. */
final class GuardCheck {

    static final String OTHER_SUPERUSER =
            "select 1" + UserRows.FROM + "where active = true and superuser = true and id <> ? limit 1";

    private GuardCheck() {}

    /** Throws if the guard refuses the act on a user, which may be their creation or deletion. */
    static void check(
            SqlConnection sql, UserGuard guard, AuditContext context, @Nullable User before, @Nullable User after)
            throws SQLException {
        User actor = null;
        if (context.actorId() != null && !CredentialCheck.hasEnded(sql, context)) {
            actor = find(sql, context.actorId()).orElse(null);
        }
        guard.check(actor, before, after);
    }

    /**
     * The same for an act on a credential of a user. A deleted user has no credentials; a guard cannot judge users of another
     * directory.
     *
     * @return false if the guard cannot judge the act, so that it must not be done
     */
    static boolean checkOwner(SqlConnection sql, UserGuard guard, AuditContext context, Optional<UserId> id)
            throws SQLException {
        Optional<User> owner = find(sql, id);
        if (owner.isPresent()) {
            check(sql, guard, context, owner.get(), owner.get());
        }
        return owner.isPresent() || guard.equals(UserGuard.NONE);
    }

    static void requireSuperuserIsLeft(SqlConnection sql, User before, @Nullable User after) throws SQLException {
        if (isActiveSuperuser(before)
                && (after == null || !isActiveSuperuser(after))
                && !sql.exists(OTHER_SUPERUSER, UserRows.number(before.id()))) {
            throw new LastSuperuserException();
        }
    }

    static Optional<User> find(SqlConnection sql, UserId id) throws SQLException {
        return sql.first(SqlUserStore.BY_ID, UserRows::user, UserRows.number(id));
    }

    private static Optional<User> find(SqlConnection sql, Optional<UserId> id) throws SQLException {
        return id.isPresent() ? find(sql, id.get()) : Optional.empty();
    }

    private static boolean isActiveSuperuser(User user) {
        return user.active() && user.superuser();
    }
}
