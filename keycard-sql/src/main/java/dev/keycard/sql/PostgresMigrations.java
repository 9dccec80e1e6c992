package dev.keycard.sql;

import dev.keycard.api.Internal;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Migrates a PostgreSQL database to the schema of this program. Flyway locks the database meanwhile. Thread-safe. */
@Internal
public final class PostgresMigrations implements Migrations {

    private static final String LOCATION = "dev/keycard/sql/migration/postgresql";

    /** Not Flyway's own name: an application may keep its migrations in the same database. */
    private static final String HISTORY = "keycard_schema_history";

    private static final String HAS_HISTORY =
            "select 1 from pg_catalog.pg_tables where schemaname = current_schema() and tablename = '" + HISTORY + "'";
    private static final String VERSION = "select coalesce(max(version::int), 0) from " + HISTORY + " where success";
    private static final String OTHERS = "select 1 from pg_catalog.pg_tables"
            + " where schemaname = current_schema() and tablename in ('users', 'login', 'account', 'audit', 'change')";

    /** Objects there would be found before those of PostgreSQL if their types fit better, and run with Keycard's rights. */
    private static final String OPEN_TO_ALL = "select n.nspname from pg_catalog.pg_namespace n,"
            + " pg_catalog.aclexplode(coalesce(n.nspacl, pg_catalog.acldefault('n', n.nspowner))) granted"
            + " where n.nspname = any (current_schemas(false)) and granted.grantee = 0"
            + " and granted.privilege_type = 'CREATE' limit 1";

    private static final String ENCODING = "select current_setting('server_encoding')";

    private final PostgresPool pool;

    PostgresMigrations(PostgresPool pool) {
        this.pool = pool;
    }

    /** Makes or migrates the tables of a database. */
    public static void migrate(DataSource source) {
        flyway(source, "that was given");
    }

    @Override
    public SchemaState state() {
        pool.awaitFirst();
        try (SqlConnection sql = pool.reading()) {
            refuseUnsafe(sql);
            if (sql.exists(HAS_HISTORY)) {
                return SchemaState.of(sql, sql.number(VERSION));
            }
            if (sql.exists(OTHERS)) {
                throw new DatabaseOpenException("The database " + pool.name()
                        + " has tables of another program: give Keycard a database or a schema of its own.");
            }
            return SchemaState.empty();
        } catch (SQLException failure) {
            throw pool.cannotOpen(failure);
        }
    }

    private void refuseUnsafe(SqlConnection sql) throws SQLException {
        Optional<String> open = sql.first(OPEN_TO_ALL, Row::text);
        if (open.isPresent()) {
            throw new DatabaseOpenException(
                    "Every user of the database " + pool.name() + " may create objects in the schema " + open.get()
                            + ", which Keycard uses: run revoke create on schema " + open.get() + " from public.");
        }
        if (!sql.first(ENCODING, Row::text).orElse("").equals("UTF8")) {
            throw new DatabaseOpenException(
                    "The database " + pool.name() + " does not keep every text: create it with the encoding UTF8.");
        }
    }

    @Override
    public SchemaState migrate() {
        SchemaState before = state();
        before.refuseNewer(pool.name());
        if (!before.isCurrent()) {
            flyway(pool.migrating(), pool.name());
        }
        return before;
    }

    /**
     * Makes the tables in an empty database. One with an older schema is not migrated, because nodes of the older program may be
     * running: the operator decides when.
     *
     * @return the state afterwards
     */
    SchemaState makeOrRequire() {
        SchemaState state = state();
        state.refuseNewer(pool.name());
        if (state.isEmpty()) {
            flyway(pool.migrating(), pool.name());
            return state();
        }
        if (!state.isCurrent()) {
            throw new DatabaseOpenException("The database " + pool.name() + " has schema " + state.version()
                    + ", and this program needs " + state.newest() + ": run keycard migrate.");
        }
        return state;
    }

    private static void flyway(DataSource source, String name) {
        try {
            Flyway.configure(PostgresMigrations.class.getClassLoader())
                    .dataSource(source)
                    .locations("classpath:" + LOCATION)
                    .table(HISTORY)
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    // A statement that waits for a lock on a table makes all later ones wait for it.
                    .initSql("set lock_timeout = '5s'")
                    .cleanDisabled(true)
                    .loggers("slf4j")
                    .load()
                    .migrate();
        } catch (FlywayException failure) {
            throw new DatabaseOpenException("The database " + name + " could not be migrated.", failure);
        }
    }
}
