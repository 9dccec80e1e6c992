package dev.keycard.sql;

import dev.keycard.api.Internal;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Migrates a PostgreSQL database to the schema of this program. Flyway locks the database meanwhile. Thread-safe. */
@Internal
public final class PostgresMigrations implements Migrations {

    private static final String LOCATION = "dev/keycard/sql/migration/postgresql";

    /** The lock of the node that migrates: "keycard" as a number. */
    private static final long TURN = 0x6b_65_79_63_61_72_64L;

    /** Not Flyway's own name: an application may keep its migrations in the same database. */
    private static final String HISTORY = "keycard_schema_history";

    private static final String HAS_HISTORY =
            "select 1 from pg_catalog.pg_tables where schemaname = current_schema() and tablename = '" + HISTORY + "'";
    private static final String VERSION = "select coalesce(max(version::int), 0) from " + HISTORY + " where success";
    private static final String OTHERS = "select 1 from pg_catalog.pg_tables"
            + " where schemaname = current_schema() and tablename in ('users', 'login', 'account', 'audit', 'change')";

    private static final String ENCODING = "select current_setting('server_encoding')";

    private final PostgresPool pool;
    private final PostgresSchema schema;

    PostgresMigrations(PostgresPool pool) {
        this.pool = pool;
        this.schema = pool.schema();
    }

    /** Makes or migrates the tables of a database, in the schema in which the connections of the source work. */
    public static void migrate(DataSource source) {
        flyway(source, new PostgresSchema(null, "that was given"));
    }

    @Override
    public SchemaState state() {
        pool.awaitFirst();
        try (SqlConnection sql = pool.reading()) {
            refuseOtherEncoding(sql);
            if (!schema.isThere(sql)) {
                return SchemaState.empty();
            }
            schema.requireSafe(sql);
            if (sql.exists(HAS_HISTORY)) {
                return SchemaState.of(sql, sql.number(VERSION));
            }
            if (sql.exists(OTHERS)) {
                throw new DatabaseOpenException("The database " + pool.name()
                        + " has tables of another program: give Keycard a database of its own,"
                        + " or a schema by store.schema.");
            }
            return SchemaState.empty();
        } catch (SQLException failure) {
            throw pool.cannotOpen(failure);
        }
    }

    private void refuseOtherEncoding(SqlConnection sql) throws SQLException {
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
            make();
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
            make();
            return state();
        }
        if (!state.isCurrent()) {
            throw new DatabaseOpenException("The database " + pool.name() + " has schema " + state.version()
                    + ", and this program needs " + state.newest() + ": run keycard migrate.");
        }
        return state;
    }

    /**
     * One node after the other: Flyway decides whether to begin its history before it takes a lock of its own, so of two nodes
     * that start together one would fail. The lock ends with its session.
     */
    private void make() {
        DataSource source = pool.migrating();
        try (SqlConnection turn = new SqlConnection(source.getConnection(), PostgresPool.DIALECT)) {
            turn.execute("set lock_timeout = '60s'");
            turn.first("select pg_advisory_lock(?)", row -> true, TURN);
            schema.make(source);
            flyway(source, schema);
        } catch (SQLException failure) {
            throw new DatabaseOpenException("The database " + pool.name() + " could not be migrated.", failure);
        }
    }

    private static void flyway(DataSource source, PostgresSchema schema) {
        try {
            FluentConfiguration configured = Flyway.configure(PostgresMigrations.class.getClassLoader())
                    .dataSource(source)
                    .locations("classpath:" + LOCATION)
                    .table(HISTORY)
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    // A statement that waits for a lock on a table makes all later ones wait for it.
                    .initSql("set lock_timeout = '5s'")
                    .cleanDisabled(true)
                    .createSchemas(false)
                    .loggers("slf4j");
            if (schema.name() != null) {
                configured.defaultSchema(schema.name());
            }
            configured.load().migrate();
        } catch (FlywayException failure) {
            throw new DatabaseOpenException("The database " + schema.database() + " could not be migrated.", failure);
        }
    }
}
