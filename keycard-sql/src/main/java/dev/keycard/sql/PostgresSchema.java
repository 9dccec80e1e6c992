package dev.keycard.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The schema of Keycard's tables in a database that others may use too: its name, and whether it can be used.
 * Immutable.
 *
 * @param name null for the first schema of the user's {@code search_path}
 * @param database the name of the database for the operator
 */
record PostgresSchema(@Nullable String name, String database) {

    /** It is also part of the names of sessions, of which the server keeps 63 characters. */
    static final int LONGEST = 40;

    /** PostgreSQL keeps names that begin with pg_ for itself. */
    private static final Pattern NAME =
            Pattern.compile("(?!pg_|information_schema$)[a-z_][a-z0-9_]{0," + (LONGEST - 1) + "}");

    private static final String IS_THERE = "select 1 from pg_catalog.pg_namespace where nspname = ?";
    private static final String MAY = "select pg_catalog.has_schema_privilege(?, ?)";
    private static final String QUOTED = "select pg_catalog.quote_ident(?), pg_catalog.quote_ident(current_user)";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    /** Objects there would be found before those of PostgreSQL if their types fit better, and have Keycard's rights. */
    private static final String OPEN_TO_ALL = "select n.nspname from pg_catalog.pg_namespace n,"
            + " pg_catalog.aclexplode(coalesce(n.nspacl, pg_catalog.acldefault('n', n.nspowner))) granted"
            + " where n.nspname = any (current_schemas(false)) and granted.grantee = 0"
            + " and granted.privilege_type = 'CREATE' limit 1";

    private record Names(String schema, String user) {}

    /** @throws IllegalArgumentException if that cannot be the name of a schema, or would have to be quoted */
    static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("store.schema must be a name of at most " + LONGEST
                    + " characters out of a-z, 0-9 and _ that does not begin with a digit or pg_");
        }
    }

    /** Whether it is there. Without a name it is, or the first statement fails. */
    boolean isThere(SqlConnection sql) throws SQLException {
        return name == null || sql.exists(IS_THERE, name);
    }

    /** @throws DatabaseOpenException if the user may not use it, or every user may create objects in it */
    void requireSafe(SqlConnection sql) throws SQLException {
        if (!may(sql, "USAGE")) {
            throw grantMissing(sql);
        }
        String open = sql.first(OPEN_TO_ALL, Row::text).orElse(null);
        if (open != null) {
            throw new DatabaseOpenException("Every user of the database " + database
                    + " may create objects in the schema " + open + ", which Keycard uses: run revoke create on schema "
                    + open + " from public.");
        }
    }

    /**
     * Makes it if it is missing. Several processes may do so at once.
     *
     * @throws DatabaseOpenException if it is missing, or the user may not make tables in it
     */
    void make(DataSource source) {
        if (name == null) {
            return;
        }
        try (Connection connection = source.getConnection();
                SqlConnection sql = new SqlConnection(connection, PostgresPool.DIALECT)) {
            if (!isThere(sql)) {
                create(connection, sql);
            }
            if (!may(sql, "CREATE")) {
                throw grantMissing(sql);
            }
        } catch (SQLException failure) {
            throw new DatabaseOpenException(
                    "The schema " + name + " of the database " + database + " could not be made: "
                            + PostgresPool.DIALECT.describe(failure) + ".",
                    failure);
        }
    }

    private void create(Connection connection, SqlConnection sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create schema \"" + name + "\"");
        } catch (SQLException failure) {
            if (INSUFFICIENT_PRIVILEGE.equals(failure.getSQLState())) {
                Names names = names(sql);
                throw new DatabaseOpenException(
                        "The database " + database + " has no schema " + name + ", and the user " + names.user()
                                + " may not make it: an administrator runs create schema " + names.schema()
                                + " authorization " + names.user() + ".",
                        failure);
            }
            if (!isThere(sql)) {
                throw failure;
            }
        }
    }

    private boolean may(SqlConnection sql, String right) throws SQLException {
        return name == null || sql.first(MAY, Row::flag, name, right).orElse(false);
    }

    private DatabaseOpenException grantMissing(SqlConnection sql) throws SQLException {
        Names names = names(sql);
        return new DatabaseOpenException(
                "The user " + names.user() + " may not make and use tables in the schema " + name
                        + " of the database " + database + ": an administrator runs grant usage, create on schema "
                        + names.schema() + " to " + names.user() + ".");
    }

    private Names names(SqlConnection sql) throws SQLException {
        return sql.first(QUOTED, row -> new Names(row.text(), row.text()), name).orElseThrow();
    }
}
