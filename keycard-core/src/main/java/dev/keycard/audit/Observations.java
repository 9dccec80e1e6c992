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
 * Takes observations as they are made, tells them at once, and keeps them until they are written together. An attacker decides
 * how many there are. So those that repeat one another within a minute are summed up, what waits is bounded, and while the store
 * has no room none is written; whatever is not written is counted, and the number is written later. Thread-safe; noting one never
 * waits for the store.
 */
public final class Observations {

    private static final Logger LOG = LoggerFactory.getLogger(Observations.class);
    private static final int MOST_WAITING = 10_000;
    private static final int BATCH = 200;

    private final AuditStore store;
    private final AuthEventListener listener;
    private final InstantSource clock;
    private final Repetitions repetitions;
    private final BlockingQueue<AuthEvent.Observation> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong dropped = new AtomicLong();
    private volatile boolean stopped;

    /** Taken out of the queue and not written yet; guarded by this object. */
    private final List<AuthEvent.Observation> batch = new ArrayList<>(BATCH);

    public Observations(AuditStore store, AuthEventListener listener, InstantSource clock) {
        this.store = store;
        this.listener = listener;
        this.clock = clock;
        this.repetitions = new Repetitions(clock);
    }

    /** Tells an observation, and keeps it for writing, by itself or in a sum. */
    public void note(AuthEvent.Observation observation) {
        Repetitions.Taken taken = repetitions.take(observation);
        enqueueSums(taken.due());
        if (taken.first()) {
            enqueue(observation, 1);
            tell(() -> listener.on(observation));
        } else {
            tell(() -> listener.onRepeated(observation));
        }
    }

    /** Whether observations are not written, because the store has no room for more than acts. */
    public boolean isStopped() {
        return stopped;
    }

    /**
     * Stops writing, or goes on with it. While it is stopped, what comes is told and counted; what waits already goes on waiting.
     */
    public void stop(boolean noRoom) {
        stopped = noRoom;
    }

    /**
     * Writes what has waited longest, in order, {@value #BATCH} at most: whoever is refused over and over shall not fill the disk
     * at the pace of the network. To be called every second. If the store is away, all waits on.
     */
    public synchronized void write() {
        enqueueSums(repetitions.due());
        if (!stopped) {
            fill();
            append();
        }
    }

    /** Writes all that waits, and the sums of the minute that is not over yet; nothing while the store has no room. */
    public synchronized void writeAll() {
        enqueueSums(repetitions.finish());
        if (stopped) {
            LOG.atWarn()
                    .addKeyValue("count", waiting.size() + dropped.get())
                    .log("observations are not written: the store has no room for them");
            return;
        }
        for (fill(); !batch.isEmpty(); fill()) {
            append();
        }
    }

    private void enqueueSums(List<AuthEvent.Repeated> sums) {
        for (AuthEvent.Repeated sum : sums) {
            enqueue(sum, sum.count());
            tell(() -> listener.onSum(sum));
        }
    }

    private void enqueue(AuthEvent.Observation observation, long count) {
        if (stopped || !waiting.offer(observation)) {
            dropped.addAndGet(count);
        }
    }

    private void append() {
        try {
            store.append(batch);
        } catch (StoreUnavailableException away) {
            throw away;
        } catch (RuntimeException unwritable) {
            // What cannot be written now cannot be written later either, and must not keep back what follows.
            batch.forEach(observation -> dropped.addAndGet(count(observation)));
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
            var news = new AuthEvent.ObservationsDropped(AuditContext.at(clock.instant()), count);
            batch.add(news);
            tell(() -> listener.on(news));
        }
    }

    /** For how many it stands. */
    private static long count(AuthEvent.Observation observation) {
        if (observation instanceof AuthEvent.Repeated sum) {
            return sum.count();
        }
        return observation instanceof AuthEvent.ObservationsDropped news ? news.count() : 1;
    }

    /** Someone's hook that fails must not turn a refusal into a fault. */
    private static void tell(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException fault) {
            LOG.atError().setCause(fault).log("the listener of observations failed");
        }
    }
}
