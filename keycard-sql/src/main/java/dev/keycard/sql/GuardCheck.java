package dev.keycard.sql;

import dev.keycard.audit.AuditContext;
import dev.keycard.id.UserId;
import dev.keycard.user.LastSuperuserException;
import dev.keycard.user.User;
import dev.keycard.user.UserGuard;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks a guard inside the transaction of the act that it guards, about people as they are in it. */
final class GuardCheck {

    static final String OTHER_SUPERUSER =
            "select 1" + SqlUserStore.FROM + "where active = true and superuser = true and id <> ? limit 1";

    private GuardCheck() {}

    /** Whether the act on a user, which may be their creation or deletion, may go on: throws if it may not. */
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
     * The same for an act upon something of theirs. A user who is gone has nothing left; of users of another directory, a guard
     * knows nothing.
     *
     * @return false if the guard cannot tell, so that nothing may be done
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
                && !sql.exists(OTHER_SUPERUSER, SqlUserStore.number(before.id()))) {
            throw new LastSuperuserException();
        }
    }

    static Optional<User> find(SqlConnection sql, UserId id) throws SQLException {
        return sql.first(SqlUserStore.BY_ID, SqlUserStore::user, SqlUserStore.number(id));
    }

    private static Optional<User> find(SqlConnection sql, Optional<UserId> id) throws SQLException {
        return id.isPresent() ? find(sql, id.get()) : Optional.empty();
    }

    private static boolean isActiveSuperuser(User user) {
        return user.active() && user.superuser();
    }
}
