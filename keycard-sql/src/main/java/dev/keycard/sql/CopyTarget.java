package dev.keycard.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * The PostgreSQL database that everything is copied to, in one transaction. It takes the copy only if nothing can be lost by
 * that: it is empty, or holds exactly what an earlier copy of the same installation wrote. For one thread.
 */
final class CopyTarget implements AutoCloseable {

    private static final String TABLES = String.join(", ", CopiedTable.NAMES);

    private static final String LIMITS = "set statement_timeout = 0; set idle_in_transaction_session_timeout = 0;"
            + " set lock_timeout = '5s'; set client_encoding = 'UTF8'";

    /** Servers of this schema. A session that does not name its schema may be one of them. */
    private static final String NODES = "select 1 from pg_catalog.pg_stat_activity where datname = current_database()"
            + " and pid <> pg_backend_pid() and application_name like 'keycard%'"
            + " and split_part(application_name, ' in ', 2)"
            + " in ('', left(coalesce(cast(? as text), current_schema()::text), " + PostgresSession.SHOWN
            + ")) limit 1";

    private static final String INSTALLATION = "select id, copied_rows from installation";

    /** Each row names the transaction that wrote it, by the lower half of its number. */
    private static final String CHANGED = " where xmin::text <> (select mod(copied_by::text::bigint, 4294967296)::text"
            + " from installation) limit 1";

    private static final String COPIED =
            "update installation set id = ?, sealing_key = ?, copied_at = ?, copied_rows = ?, copied_by = pg_current_xact_id()";

    private static final String CLEARED =
            "update installation set sealing_key = null, copied_at = null, copied_rows = null, copied_by = null";

    private final Connection connection;
    private final SqlConnection sql;

    private record Marker(String installation, @Nullable Long rows) {}

    private CopyTarget(Connection connection) {
        this.connection = connection;
        this.sql = new SqlConnection(connection, PostgresPool.DIALECT);
    }

    /** Makes or migrates the tables, connects, and begins the transaction. */
    static CopyTarget open(PostgresSettings settings) throws SQLException {
        Connection connection =
                new PostgresConnector(settings).patient("keycard copy").getConnection();
        try {
            CopyTarget target = new CopyTarget(connection);
            target.begin(settings);
            return target;
        } catch (SQLException | RuntimeException failure) {
            connection.close();
            throw failure;
        }
    }

    private void begin(PostgresSettings settings) throws SQLException {
        String encoding = sql.first("show server_encoding", Row::text).orElseThrow();
        if (!encoding.equals("UTF8")) {
            throw new CopyException("The database has the encoding " + encoding
                    + ", which has no place for all names: make it with the encoding UTF8.");
        }
        if (sql.exists(NODES, settings.schema())) {
            throw new CopyException("Servers are connected to the PostgreSQL database: stop them first.");
        }
        try (PostgresPool pool = new PostgresPool(settings)) {
            new PostgresMigrations(pool).makeOrRequire();
        }
        sql.execute(LIMITS);
        connection.setAutoCommit(false);
        sql.execute("lock table installation, " + TABLES + " in access exclusive mode");
    }

    /** Throws unless the database is empty, or holds an unchanged copy of that installation. */
    void requireReplaceable(String installation) throws SQLException {
        if (isEmpty()) {
            return;
        }
        Marker marker = sql.first(INSTALLATION, row -> new Marker(row.text(), longOrNull(row)))
                .orElseThrow();
        if (marker.rows() == null || !marker.installation().equals(installation)) {
            throw new CopyException(
                    "The PostgreSQL database holds the data of another installation: name an empty one.");
        }
        if (rows() != marker.rows() || isChanged()) {
            throw new CopyException(
                    "The PostgreSQL database was written to after the last copy, and a copy would delete that:"
                            + " name an empty one, or go on with what it holds.");
        }
    }

    private static @Nullable Long longOrNull(Row row) throws SQLException {
        String number = row.textOrNull();
        return number == null ? null : Long.valueOf(number);
    }

    private boolean isEmpty() throws SQLException {
        for (String table : CopiedTable.NAMES) {
            if (sql.exists("select 1 from " + table + " limit 1")) {
                return false;
            }
        }
        return true;
    }

    private boolean isChanged() throws SQLException {
        for (String table : CopiedTable.NAMES) {
            if (sql.exists("select 1 from " + table + CHANGED)) {
                return true;
            }
        }
        return false;
    }

    private long rows() throws SQLException {
        long rows = 0;
        for (String table : CopiedTable.NAMES) {
            rows += rows(table);
        }
        return rows;
    }

    long rows(String table) throws SQLException {
        return sql.number("select count(*) from " + table);
    }

    void clear() throws SQLException {
        // The copy of the audit is replaced as a whole, which nothing else may do.
        sql.execute("alter table audit disable trigger audit_is_not_rewritten");
        sql.execute("truncate " + TABLES);
        sql.execute("alter table audit enable trigger audit_is_not_rewritten");
        sql.update(CLEARED);
    }

    CopyLines into(CopiedTable table) throws SQLException {
        return new CopyLines(
                table, connection.unwrap(PGConnection.class).getCopyAPI().copyIn(table.copyIn()));
    }

    /** The next number is greater than those that were given before, also to rows that were deleted. */
    void numberOnFrom(String table, String column, long last) throws SQLException {
        sql.number(
                "select setval(pg_get_serial_sequence('" + table + "', '" + column + "'), {greatest}(?, 1), ?)",
                last,
                last > 0);
    }

    /** Notes what was copied, and makes all of it visible. */
    void commit(CopySource source, Instant now) throws SQLException {
        sql.update(COPIED, source.installation(), source.sealingKey(), now, rows());
        connection.commit();
        connection.setAutoCommit(true);
        sql.execute("analyze");
    }

    /** Makes an empty database visible. */
    void commitEmpty() throws SQLException {
        connection.commit();
    }

    /** Undoes everything that was not committed. */
    @Override
    public void close() throws SQLException {
        sql.close();
    }
}
