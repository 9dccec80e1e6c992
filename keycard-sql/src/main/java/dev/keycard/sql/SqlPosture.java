package dev.keycard.sql;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Asks a database for its {@link Posture}. */
final class SqlPosture {

    private static final String DAMAGE = "pragma quick_check(5)";
    private static final String USERS = "select count(*) from users";
    private static final String STAFF = "select count(*) from users where staff = 1 and active = 1";
    private static final String SUPERUSERS = "select count(*) from users where superuser = 1 and active = 1";
    private static final String FIRST_ADMIN =
            "select 1 from users where username_key = 'admin' and superuser = 1 and active = 1"
                    + " and credential_version = 0";
    private static final String OTHER_HASHES =
            "select count(*) from users where instr(password_hash, '$') > 0 and substr(password_hash, 1, ?) <> ?";
    private static final String ENDLESS =
            "select count(*) from api_token where ended_at is null and expires_at is null";
    private static final String IDLE = "select count(*) from api_token where ended_at is null"
            + " and (expires_at is null or expires_at > ?) and coalesce(last_used_at, created_at) < ?";

    private SqlPosture() {}

    /**
     * Asks.
     *
     * @param hashBegins what the hash of a new password begins with
     * @param idleSince when a token that works must have been used last not to be idle
     */
    static Posture of(SqlConnection sql, String hashBegins, Instant now, Instant idleSince) throws SQLException {
        List<String> damage = sql.list(DAMAGE, Row::text).stream()
                .filter(line -> !line.equals("ok"))
                .toList();
        return new Posture(
                damage,
                sql.number(USERS),
                sql.number(STAFF),
                sql.number(SUPERUSERS),
                sql.exists(FIRST_ADMIN),
                sql.number(OTHER_HASHES, (long) hashBegins.length(), hashBegins),
                sql.number(ENDLESS),
                sql.number(IDLE, now, idleSince));
    }
}
