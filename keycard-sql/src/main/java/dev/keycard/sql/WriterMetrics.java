package dev.keycard.sql;

import dev.keycard.metrics.Counter;
import dev.keycard.metrics.Metrics;
import dev.keycard.metrics.Timer;
import java.util.concurrent.atomic.LongAdder;

/** Metrics of the one writer. Thread-safe. */
final class WriterMetrics implements BatchListener {

    private final Timer commits;
    private final Counter failures;
    private final LongAdder writes = new LongAdder();

    WriterMetrics(Metrics metrics) {
        this.commits = metrics.timer("keycard_writer_commit_seconds", "How long a batch of changes took.");
        this.failures = metrics.counter("keycard_writer_failed_commits", "Batches that could not be made durable.");
        metrics.total("keycard_writer_changes", "Changes made durable.", writes::sum);
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
