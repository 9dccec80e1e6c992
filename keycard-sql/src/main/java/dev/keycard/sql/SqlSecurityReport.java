package dev.keycard.sql;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Reads the {@link SecurityReport} of a database. */
final class SqlSecurityReport {

    private static final String USERS = "select count(*) from users";
    private static final String STAFF = "select count(*)" + UserRows.FROM + "where staff = true and active = true";
    private static final String SUPERUSERS =
            "select count(*)" + UserRows.FROM + "where superuser = true and active = true";
    private static final String FIRST_ADMIN = "select 1" + UserRows.FROM
            + "where username_key = 'admin' and superuser = true and active = true" + " and credential_version = 0";
    private static final String OTHER_HASHES = "select count(*) from users where {position}(password_hash, '$') > 0"
            + " and substr(password_hash, 1, cast(? as integer)) <> ?";
    private static final String OTHERS = "select id, password_hash from users"
            + " where id > ? and {position}(password_hash, '$') > 0"
            + " and substr(password_hash, 1, cast(? as integer)) <> ? order by id limit 1000";
    private static final String ENDLESS =
            "select count(*) from api_token where ended_at is null and expires_at is null";
    private static final String IDLE = "select count(*) from api_token where ended_at is null"
            + " and (expires_at is null or expires_at > ?) and coalesce(last_used_at, created_at) < ?";

    /** What is known of the database itself: damage of its file, and its server. */
    record Health(List<String> damage, SecurityReport.Server server) {}

    private SqlSecurityReport() {}

    /**
     * Asks.
     *
     * @param health what is known of the database itself
     * @param idleSince a live token is idle if it was last used before this moment
     */
    static SecurityReport of(SqlConnection sql, Health health, HashQuestions hashes, Instant now, Instant idleSince)
            throws SQLException {
        String begins = hashes.begins();
        return new SecurityReport(
                health.damage(),
                health.server(),
                sql.number(USERS),
                sql.number(STAFF),
                sql.number(SUPERUSERS),
                sql.exists(FIRST_ADMIN),
                sql.number(OTHER_HASHES, (long) begins.length(), begins),
                refused(sql, hashes),
                sql.number(ENDLESS),
                sql.number(IDLE, now, idleSince));
    }

    /** Reads in batches: there may be very many hashes. */
    private static long refused(SqlConnection sql, HashQuestions hashes) throws SQLException {
        String begins = hashes.begins();
        long refused = 0;
        List<Stored> some = sql.list(OTHERS, Stored::of, 0L, (long) begins.length(), begins);
        while (!some.isEmpty()) {
            refused += some.stream()
                    .filter(stored -> hashes.refused().test(stored.hash()))
                    .count();
            long last = some.get(some.size() - 1).id();
            some = sql.list(OTHERS, Stored::of, last, (long) begins.length(), begins);
        }
        return refused;
    }

    private record Stored(long id, String hash) {

        static Stored of(Row row) throws SQLException {
            return new Stored(row.number(), row.text());
        }
    }
}
