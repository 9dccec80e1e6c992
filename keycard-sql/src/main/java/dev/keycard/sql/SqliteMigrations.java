package dev.keycard.sql;

import dev.keycard.api.Internal;
import dev.keycard.store.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Migrates a database file to the schema of this program. Several processes may do so at once: one migrates, and the others
 * wait. The check whether a migration is needed is cheap; Flyway is loaded only if one is. Thread-safe.
 */
@Internal
public final class SqliteMigrations implements Migrations {

    static final String LOCATION = "dev/keycard/sql/migration/sqlite";

    private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(5);

    private static final String HISTORY = "select 1 from sqlite_master where name = 'flyway_schema_history'";
    private static final String VERSION =
            "select coalesce(max(cast(version as integer)), 0) from flyway_schema_history where success = 1";
    private static final String INSTALLATION = "select 1 from sqlite_master where name = 'installation'";
    private static final String ANY_TABLE = "select 1 from sqlite_master limit 1";

    private final SqliteFile file;

    /** @param file the database file, which need not exist yet */
    SqliteMigrations(Path file) {
        this(new SqliteFile(file, BUSY_TIMEOUT));
    }

    SqliteMigrations(SqliteFile file) {
        this.file = file;
    }

    @Override
    public SchemaState state() {
        return file.exists() ? asking(this::stateOf) : SchemaState.empty();
    }

    /** Makes the file too if there is none. */
    @Override
    public SchemaState migrate() {
        file.create();
        SchemaState before = state();
        before.refuseNewer(file.path().toString());
        if (!before.isCurrent() || !asking(SqliteMigrations::isWriteAhead)) {
            // A file lock works only between processes; threads of this process queue here.
            synchronized (SqliteMigrations.class) {
                migrateWhileOthersWait();
            }
        }
        return before;
    }

    /** The lock file is kept: if it were removed, two processes could lock two different files. */
    private void migrateWhileOthersWait() {
        Path lockFile = file.path().resolveSibling(file.path().getFileName() + ".migration-lock");
        try (FileChannel channel = FileChannel.open(
                        lockFile,
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        OwnerOnly.file(lockFile));
                FileLock held = channel.lock()) {
            bringUpToDate(held);
        } catch (IOException failure) {
            throw new DatabaseOpenException("The lock file " + lockFile + " cannot be used.", failure);
        }
    }

    private void bringUpToDate(FileLock held) {
        if (!held.isValid() || !asking(SqliteMigrations::turnWriteAhead)) {
            throw new DatabaseOpenException(
                    "The file system of " + file.path() + " does not support a write-ahead log.");
        }
        SchemaState now = state();
        now.refuseNewer(file.path().toString());
        if (!now.isCurrent()) {
            runFlyway();
        }
    }

    private void runFlyway() {
        try {
            Flyway.configure(SqliteMigrations.class.getClassLoader())
                    .dataSource(file.writable())
                    .locations("classpath:" + LOCATION)
                    .cleanDisabled(true)
                    .loggers("slf4j")
                    .load()
                    .migrate();
        } catch (FlywayException failure) {
            throw new DatabaseOpenException("The database " + file.path() + " could not be migrated.", failure);
        }
    }

    private SchemaState stateOf(SqlConnection sql) throws SQLException {
        if (sql.exists(HISTORY)) {
            long version = sql.number(VERSION);
            if (version > 0 && !sql.exists(INSTALLATION)) {
                throw new DatabaseOpenException(
                        "The database " + file.path()
                                + " was made by an unreleased version of Keycard and cannot be migrated: begin with a new file.");
            }
            return SchemaState.of(sql, version);
        }
        if (sql.exists(ANY_TABLE)) {
            throw new DatabaseOpenException("The file " + file.path() + " is the database of another program.");
        }
        return SchemaState.empty();
    }

    private static boolean isWriteAhead(SqlConnection sql) throws SQLException {
        return sql.first("pragma journal_mode", Row::text).orElseThrow().equals("wal");
    }

    private static boolean turnWriteAhead(SqlConnection sql) throws SQLException {
        return sql.first("pragma journal_mode = wal", Row::text).orElseThrow().equals("wal");
    }

    private <T> T asking(Transactions.Query<T> question) {
        try (SqlConnection sql = file.openWriter()) {
            return question.askOf(sql);
        } catch (SQLException failure) {
            throw file.cannotOpen(failure);
        }
    }
}
