package dev.keycard.sql;

import dev.keycard.api.Internal;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Migrates a PostgreSQL database to the schema of this program. Flyway locks the database meanwhile. Thread-safe. */
@Internal
public final class PostgresMigrations implements Migrations {

    private static final String LOCATION = "dev/keycard/sql/migration/postgresql";

    /** Not Flyway's own name: an application may keep its migrations in the same database. */
    private static final String HISTORY = "keycard_schema_history";

    private static final String HAS_HISTORY = "select 1 where to_regclass('" + HISTORY + "') is not null";
    private static final String VERSION = "select coalesce(max(version::int), 0) from " + HISTORY + " where success";
    private static final String OTHERS =
            "select 1 where to_regclass('users') is not null or to_regclass('login') is not null";

    private final PostgresPool pool;

    PostgresMigrations(PostgresPool pool) {
        this.pool = pool;
    }

    /** Makes or migrates the tables of a database. */
    public static void migrate(DataSource source) {
        flyway(source, source.toString());
    }

    @Override
    public SchemaState state() {
        try (SqlConnection sql = pool.reading()) {
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

    @Override
    public SchemaState migrate() {
        SchemaState before = state();
        before.refuseNewer(pool.name());
        if (!before.isCurrent()) {
            flyway(pool.source(), pool.name());
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
            flyway(pool.source(), pool.name());
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
                    .cleanDisabled(true)
                    .loggers("slf4j")
                    .load()
                    .migrate();
        } catch (FlywayException failure) {
            throw new DatabaseOpenException("The database " + name + " could not be migrated.", failure);
        }
    }
}
