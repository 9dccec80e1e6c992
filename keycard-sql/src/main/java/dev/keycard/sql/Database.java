package dev.keycard.sql;

import dev.keycard.Stores;
import dev.keycard.api.Internal;
import dev.keycard.change.ChangeSignal;
import dev.keycard.metrics.Metrics;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** An open database and the stores in it. Several processes may open the same one. Thread-safe. */
public sealed interface Database extends AutoCloseable permits SqliteDatabase, PostgresDatabase {

    /** All stores, for the engine. */
    Stores stores();

    /** Wakes other processes after changes, through the database; {@link ChangeSignal#NONE} where a database has none. */
    ChangeSignal signal();

    /**
     * The time that all processes of the database share: that of its server, or the given clock where the database has none. To
     * be asked for once.
     *
     * @param nanoClock a monotonic clock
     */
    InstantSource clock(InstantSource local, LongSupplier nanoClock);

    /** Whether the database answers: one small read, for a readiness probe. */
    boolean isHealthy();

    /** The schema version of the database. */
    @Internal
    SchemaState schema();

    /** Registers the metrics of the database. */
    @Internal
    void watch(Metrics metrics);

    /**
     * The report about the security of the database. Reads the whole database once, without blocking other work.
     *
     * @param hashes how password hashes are counted
     * @param idleSince when a token that works must have been used last not to be idle
     */
    @Internal
    SecurityReport report(HashQuestions hashes, Instant now, Instant idleSince);

    /** Finishes what is going on, and closes the connections. Closing again does nothing. */
    @Override
    void close();
}
