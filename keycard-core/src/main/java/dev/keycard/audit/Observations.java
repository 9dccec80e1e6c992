package dev.keycard.audit;

import dev.keycard.store.StoreUnavailableException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes observations as they are made, tells them at once, and keeps them until they are written together. An attacker decides how
 * many there are, so what waits is bounded: beyond that they are counted instead, and the number is written. Thread-safe; noting one
 * never blocks.
 */
public final class Observations {

    private static final Logger LOG = LoggerFactory.getLogger(Observations.class);
    private static final int MOST_WAITING = 10_000;
    private static final int BATCH = 200;

    private final AuditStore store;
    private final AuthEventListener listener;
    private final InstantSource clock;
    private final BlockingQueue<AuthEvent.Observation> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong dropped = new AtomicLong();

    /** Taken out of the queue and not written yet; guarded by this object. */
    private final List<AuthEvent.Observation> batch = new ArrayList<>(BATCH);

    public Observations(AuditStore store, AuthEventListener listener, InstantSource clock) {
        this.store = store;
        this.listener = listener;
        this.clock = clock;
    }

    /** Tells an observation, and keeps it for writing. */
    public void note(AuthEvent.Observation observation) {
        if (!waiting.offer(observation)) {
            dropped.incrementAndGet();
        }
        tell(observation);
    }

    /**
     * Writes what has waited longest, in order, {@value #BATCH} at most: whoever is refused over and over shall not fill the disk at
     * the pace of the network. To be called every second. If the store is away, all waits on.
     */
    public synchronized void write() {
        fill();
        append();
    }

    /** Writes all that waits. */
    public synchronized void writeAll() {
        for (fill(); !batch.isEmpty(); fill()) {
            append();
        }
    }

    private void append() {
        try {
            store.append(batch);
        } catch (StoreUnavailableException away) {
            throw away;
        } catch (RuntimeException unwritable) {
            // What cannot be written now cannot be written later either, and must not keep back what follows.
            dropped.addAndGet(batch.size());
            batch.clear();
            throw unwritable;
        }
        batch.clear();
    }

    /** What a try before left comes first; the number of those that were dropped stands behind those that were not. */
    private void fill() {
        waiting.drainTo(batch, BATCH - batch.size());
        if (batch.size() == BATCH) {
            return;
        }
        long count = dropped.getAndSet(0);
        if (count > 0) {
            var news = new AuthEvent.ObservationsDropped(Occasion.at(clock.instant()), count);
            batch.add(news);
            tell(news);
        }
    }

    /** Someone's hook that fails must not turn a refusal into a fault. */
    private void tell(AuthEvent.Observation observation) {
        try {
            listener.on(observation);
        } catch (RuntimeException fault) {
            LOG.atError().setCause(fault).log("the listener of observations failed");
        }
    }
}
