package dev.keycard.sql;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.keycard.store.StoreUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A few connections that only read. They see committed data and do not wait for the writer. If there are more readers than
 * connections, readers wait, up to a limit. Thread-safe.
 */
final class ReaderPool implements AutoCloseable {

    private final BlockingQueue<RepairableConnection> idle;
    private final int size;
    private final Duration patience;
    private final SqlFailures failures;
    private volatile boolean closed;

    ReaderPool(RepairableConnection.Opener opener, int size, Duration patience, SqlFailures failures) {
        this.idle = new ArrayBlockingQueue<>(size);
        this.size = size;
        this.patience = patience;
        this.failures = failures;
        for (int i = 0; i < size; i++) {
            idle.add(new RepairableConnection(opener));
        }
    }

    <T> T read(Transactions.Query<T> query) {
        RepairableConnection reader = takeIdle();
        try {
            return query.askOf(reader.get());
        } catch (SQLException failure) {
            reader.drop();
            throw failures.unavailable(failure);
        } finally {
            idle.add(reader);
        }
    }

    private RepairableConnection takeIdle() {
        if (closed) {
            throw new StoreUnavailableException("the database is closed");
        }
        RepairableConnection reader = poll();
        if (reader == null) {
            throw new StoreUnavailableException("all readers of the database are busy");
        }
        if (closed) {
            idle.add(reader);
            throw new StoreUnavailableException("the database is closed");
        }
        return reader;
    }

    private @Nullable RepairableConnection poll() {
        try {
            return idle.poll(patience.toNanos(), NANOSECONDS);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted while waiting to read", interruption);
        }
    }

    /** Refuses new reads, waits for running ones, and closes the connections. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        List<RepairableConnection> all = new ArrayList<>();
        boolean interrupted = false;
        while (all.size() < size) {
            try {
                all.add(idle.take());
            } catch (InterruptedException interruption) {
                interrupted = true;
            }
        }
        all.forEach(RepairableConnection::drop);
        // The empty places wake readers that still wait; these then fail because the database is closed.
        idle.addAll(all);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
