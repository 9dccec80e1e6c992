package dev.keycard.sql;

import dev.keycard.id.UserId;
import dev.keycard.store.StorePolicy;
import dev.keycard.user.NameReservedException;
import dev.keycard.user.User;
import dev.keycard.user.Username;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The names that users gave up. All but {@link #isReserved} and {@link #purge} work inside the transaction of the act, so that
 * a name is in use or reserved at every moment. A clock that is set back frees no name.
 */
record ReservedNames(StorePolicy policy) {

    private static final String RESERVED =
            "select 1 from reserved_name where username_key = ? and released_at > ? and user_id <> ?";
    private static final String RESERVE = """
            insert into reserved_name (username_key, user_id, released_at) values (?, ?, ?)
            on conflict (username_key) do update set user_id = excluded.user_id, released_at = excluded.released_at""";
    private static final String TAKE = "delete from reserved_name where username_key = ?";
    private static final String PURGE = """
            delete from reserved_name where username_key in (
                select username_key from reserved_name where released_at <= ? order by released_at limit ?)""";

    /**
     * Removes the reservation of a name that is reserved for the user or not reserved.
     *
     * @param user null for a new user
     */
    void take(SqlConnection sql, Username name, @Nullable User user, Instant now) throws SQLException {
        if (isReserved(sql, name, user == null ? UserId.NOBODY : user.id(), now)) {
            throw new NameReservedException(name);
        }
        takeAnyway(sql, name);
    }

    void takeAnyway(SqlConnection sql, Username name) throws SQLException {
        sql.update(TAKE, name.key());
    }

    /** Reserves the name that a user gives up. */
    void giveUp(SqlConnection sql, User user, Instant now) throws SQLException {
        sql.update(RESERVE, Username.fold(user.username()), user.id(), now);
    }

    boolean isReserved(SqlConnection sql, Username name, Instant now) throws SQLException {
        return isReserved(sql, name, UserId.NOBODY, now);
    }

    int purge(SqlConnection sql, Instant now, int limit) throws SQLException {
        return sql.update(PURGE, now.minus(policy.nameQuarantine()), limit);
    }

    private boolean isReserved(SqlConnection sql, Username name, UserId user, Instant now) throws SQLException {
        Duration quarantine = policy.nameQuarantine();
        return !quarantine.isZero() && sql.exists(RESERVED, name.key(), now.minus(quarantine), user);
    }
}
