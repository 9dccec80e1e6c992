package dev.keycard.audit;

import dev.keycard.api.Internal;
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
 * Receives observations, passes them to the listener at once, and queues them until they are written together. An attacker can
 * cause any number of them. So those that repeat one another within a minute are summed up, the queue is bounded, and while the
 * store has no room none is written; observations that are not written are counted, and the number is written later.
 * Thread-safe; adding one never blocks for the store.
 */
@Internal
public final class Observations {

    private static final Logger LOG = LoggerFactory.getLogger(Observations.class);
    private static final int MAX_WAITING = 10_000;
    private static final int BATCH = 200;

    private final AuditStore store;
    private final AuthEventListener listener;
    private final InstantSource clock;
    private final Repetitions repetitions;
    private final BlockingQueue<AuthEvent.Observation> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
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

    /** Passes an observation to the listener, and queues it for writing, by itself or in a sum. */
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
     * Stops or resumes writing. While it is stopped, new observations are passed to the listener and counted; queued ones stay
     * queued.
     */
    public void stop(boolean noRoom) {
        stopped = noRoom;
    }

    /**
     * Writes the oldest queued observations in order, at most {@value #BATCH}: repeated refusals must not fill the disk at the
     * speed of the network. Called every second. If the store is not available, all stay queued.
     */
    public synchronized void write() {
        enqueueSums(repetitions.due());
        if (!stopped) {
            fill();
            append();
        }
    }

    /** Writes all queued observations, and the sums of the present minute; nothing while the store has no room. */
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
            // A batch that fails for another reason would fail later too, and must not block those that follow.
            batch.forEach(observation -> dropped.addAndGet(count(observation)));
            batch.clear();
            throw unwritable;
        }
        batch.clear();
    }

    /** The rest of an earlier attempt comes first; the number of dropped observations follows the others. */
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

    /** The number of observations that it represents. */
    private static long count(AuthEvent.Observation observation) {
        if (observation instanceof AuthEvent.Repeated sum) {
            return sum.count();
        }
        return observation instanceof AuthEvent.ObservationsDropped news ? news.count() : 1;
    }

    /** A failure of a listener must not turn a refusal into an error. */
    private static void tell(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException fault) {
            LOG.atError().setCause(fault).log("the listener of observations failed");
        }
    }
}
