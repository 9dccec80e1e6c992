package dev.keycard.server.metrics;

import dev.keycard.metrics.Counter;
import dev.keycard.metrics.Metrics;
import dev.keycard.metrics.Timer;
import dev.keycard.sql.BatchListener;
import dev.keycard.sql.SqliteDatabase;
import java.util.concurrent.atomic.LongAdder;

/** Metrics of writing to the database. Thread-safe. */
public final class WriterMetrics implements BatchListener {

    private final Timer commits;
    private final Counter failures;
    private final LongAdder writes = new LongAdder();

    private WriterMetrics(Metrics metrics) {
        this.commits = metrics.timer("keycard_writer_commit_seconds", "How long a batch of changes took.");
        this.failures = metrics.counter("keycard_writer_failed_commits", "Batches that could not be made durable.");
        metrics.total("keycard_writer_changes", "Changes made durable.", writes::sum);
    }

    /** Registers the metrics of a database. */
    public static void watch(SqliteDatabase database, Metrics metrics) {
        database.onBatch(new WriterMetrics(metrics));
        metrics.gauge("keycard_writer_waiting", "Changes that wait to be written.", database::waitingWrites);
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
