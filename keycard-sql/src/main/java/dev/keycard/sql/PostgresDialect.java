package dev.keycard.sql;

import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The dialect of PostgreSQL. Thread-safe. */
final class PostgresDialect implements Dialect {

    /** A session whose times this role may not see counts as old, and so does a prepared transaction. */
    private static final String OLD_WRITERS = """
            (select count(*) from pg_catalog.pg_locks held left join pg_catalog.pg_stat_activity session using (pid)
            where held.locktype = 'relation' and held.relation = 'change'::regclass and held.mode = 'RowExclusiveLock'
            and held.database = (select oid from pg_catalog.pg_database where datname = current_database())
            and (session.xact_start is null
                or session.xact_start < clock_timestamp() - ? * interval '1 millisecond'))""";

    private static final String CLOCK = "(extract(epoch from clock_timestamp()) * 1000)::bigint";

    static final String UNIQUE_VIOLATION = "23505";

    /**
     * A serialization failure, a deadlock, and a key that another transaction wrote after this one had looked for it: that is
     * reported as a violation of the key. The database has rolled the transaction back in all three cases.
     */
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01", PostgresDialect.UNIQUE_VIOLATION);

    private final Map<String, String> words;

    /** Connections are short-lived wrappers of pooled ones, so translations are cached here. */
    private final ConcurrentMap<String, String> translations = new ConcurrentHashMap<>();

    PostgresDialect() {
        this(CLOCK);
    }

    private PostgresDialect(String serverTime) {
        this.words = Map.of(
                Words.GREATEST, "greatest",
                Words.LEAST, "least",
                Words.POSITION, "strpos",
                Words.ALL_ROWS, "limit all",
                Words.SERVER_TIME, serverTime,
                Words.OLD_WRITERS, OLD_WRITERS,
                // The xmax of a snapshot would not do: transactions that are still writing may have greater ids.
                Words.NEXT_TRANSACTION, "pg_current_xact_id()::text::bigint",
                Words.OLDEST_TRANSACTION, "pg_snapshot_xmin(pg_current_snapshot())::text::bigint");
    }

    /** For tests whose moments are not those of the server. */
    static PostgresDialect withoutServerTime() {
        return new PostgresDialect("0");
    }

    @Override
    public Map<String, String> words() {
        return words;
    }

    @Override
    public String translate(String statement) {
        return translations.computeIfAbsent(statement, Dialect.super::translate);
    }

    @Override
    public boolean isConflict(SQLException failure) {
        return CONFLICTS.contains(String.valueOf(failure.getSQLState()));
    }

    /** Whether the connection failed, so that the outcome of what was sent is unknown. */
    static boolean isOfConnection(SQLException failure) {
        return String.valueOf(failure.getSQLState()).startsWith("08");
    }

    @Override
    public String describe(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        if (isConflict(failure)) {
            return "other transactions conflicted with this one again and again";
        }
        return switch (state.substring(0, Math.min(2, state.length()))) {
            case "08" -> "the connection to the database failed";
            case "28" -> "the database refused the user or the password";
            case "3D" -> "the database does not exist";
            case "42" -> "the database refused a statement: the user lacks a right, or the schema is not Keycard's";
            case "53" -> "the database has no resources left: connections, memory or disk";
            case "55" -> "another session holds a lock for too long";
            case "57" -> "the database cancelled the statement, or is shutting down";
            case "58" -> "the database server failed to read or write its files";
            default -> "the database failed";
        };
    }
}
