package dev.keycard.sql;

import dev.keycard.api.Internal;
import dev.keycard.store.StorePolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;

/**
 * How a SQLite database is opened.
 *
 * @param file the database file; it is created if there is none
 * @param busyTimeout how long a change waits for another process that is writing to the file
 * @param readers how many reads can go on at once
 * @param waitingWrites how many changes may wait for the writer; beyond that they are refused at once
 * @param writesPerCommit how many waiting changes are committed together at most
 * @param policy the rules for all stores
 */
public record SqliteSettings(
        Path file, Duration busyTimeout, int readers, int waitingWrites, int writesPerCommit, StorePolicy policy)
        implements DatabaseSettings {

    public SqliteSettings {
        if (busyTimeout.isNegative() || readers < 1 || waitingWrites < 1 || writesPerCommit < 1) {
            throw new IllegalArgumentException("a time-out is not negative, and the counts are at least 1");
        }
    }

    /** The defaults: 5 seconds, 4 readers, 1024 waiting changes, 256 of them per commit. */
    public static SqliteSettings of(Path file) {
        return new SqliteSettings(file, Duration.ofSeconds(5), 4, 1024, 256, StorePolicy.defaults());
    }

    public SqliteSettings withBusyTimeout(Duration timeout) {
        return new SqliteSettings(file, timeout, readers, waitingWrites, writesPerCommit, policy);
    }

    public SqliteSettings withReaders(int count) {
        return new SqliteSettings(file, busyTimeout, count, waitingWrites, writesPerCommit, policy);
    }

    public SqliteSettings withWaitingWrites(int count) {
        return new SqliteSettings(file, busyTimeout, readers, count, writesPerCommit, policy);
    }

    public SqliteSettings withWritesPerCommit(int count) {
        return new SqliteSettings(file, busyTimeout, readers, waitingWrites, count, policy);
    }

    @Override
    public SqliteSettings withPolicy(StorePolicy other) {
        return new SqliteSettings(file, busyTimeout, readers, waitingWrites, writesPerCommit, other);
    }

    @Override
    public SqliteDatabase open() {
        return SqliteDatabase.open(this);
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Internal
    @Override
    public <T> T migrating(Function<Migrations, T> work) {
        return work.apply(new SqliteMigrations(new SqliteFile(file, busyTimeout)));
    }
}
