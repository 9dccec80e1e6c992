package dev.keycard.audit;

import dev.keycard.store.StoreUnavailableException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes observations as they are made, tells them at once, and keeps them until they are written together. An attacker decides how
 * many there are, so what waits is bounded: beyond that they are counted instead, and the number is written. Thread-safe; noting one
 * never blocks.
 */
public final class Observations {

    private static final int MOST_WAITING = 10_000;
    private static final int BATCH = 500;

    private final AuditStore store;
    private final AuthEventListener listener;
    private final InstantSource clock;
    private final BlockingQueue<AuthEvent.Observation> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong dropped = new AtomicLong();

    public Observations(AuditStore store, AuthEventListener listener, InstantSource clock) {
        this.store = store;
        this.listener = listener;
        this.clock = clock;
    }

    /** Tells an observation, and keeps it for writing. */
    public void note(AuthEvent.Observation observation) {
        listener.on(observation);
        if (!waiting.offer(observation)) {
            dropped.incrementAndGet();
        }
    }

    /** Writes what waits. If the store is away, it waits on. */
    public synchronized void write() {
        for (List<AuthEvent.Observation> batch = next(); !batch.isEmpty(); batch = next()) {
            try {
                store.append(batch);
            } catch (StoreUnavailableException away) {
                keep(batch);
                throw away;
            }
        }
        tellDropped();
    }

    private List<AuthEvent.Observation> next() {
        List<AuthEvent.Observation> batch = new ArrayList<>(BATCH);
        waiting.drainTo(batch, BATCH);
        return batch;
    }

    private void keep(List<AuthEvent.Observation> batch) {
        long lost = batch.stream()
                .filter(observation -> !waiting.offer(observation))
                .count();
        dropped.addAndGet(lost);
    }

    private void tellDropped() {
        long count = dropped.getAndSet(0);
        if (count > 0) {
            note(new AuthEvent.ObservationsDropped(Occasion.at(clock.instant()), count));
        }
    }
}
