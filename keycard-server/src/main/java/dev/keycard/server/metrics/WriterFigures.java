package dev.keycard.server.metrics;

import dev.keycard.metrics.Meters;
import dev.keycard.metrics.Stopwatch;
import dev.keycard.metrics.Tally;
import dev.keycard.sql.BatchListener;
import dev.keycard.sql.SqliteDatabase;
import java.util.concurrent.atomic.LongAdder;

/** How writing to the database goes. Thread-safe. */
public final class WriterFigures implements BatchListener {

    private final Stopwatch commits;
    private final Tally failures;
    private final LongAdder writes = new LongAdder();

    private WriterFigures(Meters meters) {
        this.commits = meters.stopwatch("keycard_writer_commit_seconds", "How long a batch of changes took.");
        this.failures = meters.tally("keycard_writer_failed_commits", "Batches that could not be made durable.");
        meters.total("keycard_writer_changes", "Changes made durable.", writes::sum);
    }

    /** Watches a database. */
    public static void watch(SqliteDatabase database, Meters meters) {
        database.onBatch(new WriterFigures(meters));
        meters.gauge("keycard_writer_waiting", "Changes that wait to be written.", database::waitingWrites);
    }

    @Override
    public void finished(int batch, long nanos, boolean committed) {
        if (committed) {
            commits.record(nanos);
            writes.add(batch);
        } else {
            failures.add();
        }
    }
}
