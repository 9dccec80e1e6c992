package dev.keycard;

import dev.keycard.change.ChangeSignal;
import dev.keycard.change.ChangeStream;
import dev.keycard.cleanup.CleanupRound;
import dev.keycard.revocation.Change;
import dev.keycard.store.StoreUnavailableException;
import dev.keycard.store.Subscription;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads for background work of an engine: one reads the change feed, one calls those who follow changes from outside, and
 * two purge and write deferred data. A write can wait long for the store, and an engine that does not read changes meanwhile
 * cannot decide from memory.
 */
final class BackgroundTasks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundTasks.class);
    private static final Duration SIGNALS_APART = Duration.ofMillis(10);
    private static final Duration WRITE_EVERY = Duration.ofSeconds(10);
    private static final Duration OBSERVED_EVERY = Duration.ofSeconds(1);
    private static final Duration WATCH_EVERY = Duration.ofSeconds(10);
    private static final Duration KEYS_EVERY = Duration.ofSeconds(2);
    private static final Duration PRUNE_EVERY = Duration.ofSeconds(5);
    private static final Duration CLEANUP_EVERY = Duration.ofHours(1);
    private static final Duration CLEANUP_PAUSE = Duration.ofMillis(50);
    private static final Duration FIRST_CLEANUP = Duration.ofMinutes(1);

    private final NodeCaches memory;
    private final Services services;
    private final Duration poll;
    private final ChangeSignal signal;
    private final AtomicBoolean signalled = new AtomicBoolean();
    private final Runnable following = guarded(this::follow);
    private volatile Subscription signals = () -> {};
    private final ScheduledExecutorService follower = executor(1, "keycard-changes");
    private final ScheduledExecutorService streaming = executor(1, "keycard-stream");
    private final ScheduledExecutorService threads = executor(2, "keycard-housekeeping");

    private static ScheduledExecutorService executor(int size, String name) {
        return Executors.newScheduledThreadPool(size, work -> {
            Thread daemon = new Thread(work, name);
            daemon.setDaemon(true);
            return daemon;
        });
    }

    BackgroundTasks(NodeCaches memory, Services services, Duration poll, ChangeSignal signal) {
        this.memory = memory;
        this.services = services;
        this.poll = poll;
        this.signal = signal;
        memory.feed().listen(services.keys::onChange);
        memory.stream().scheduleBy((pause, work) -> after(streaming, pause, work), following);
        memory.feed().watch(() -> services.keys.onChange(new Change.KeysChanged()));
    }

    void start() {
        memory.start();
        repeat(follower, poll, following);
        signals = signal.onSignal(this::followSoon);
        repeat(streaming, ChangeStream.TICK, guarded(memory.stream()::tick));
        every(PRUNE_EVERY, memory.changes()::prune);
        every(WRITE_EVERY, services.sessions::writeSightings);
        every(WRITE_EVERY, services.apiTokens::writeUses);
        every(WRITE_EVERY, services.familiarAddresses::write);
        guarded(services.storeWatch::look).run();
        every(WATCH_EVERY, services.storeWatch::look);
        every(OBSERVED_EVERY, services.observations::write);
        every(KEYS_EVERY, services.keys::keepUp);
        after(FIRST_CLEANUP, this::cleanUp);
    }

    /** Writes deferred data, so that a regular stop loses none, and removes the listeners. */
    @Override
    public void close() {
        memory.stream().close();
        signals.close();
        follower.shutdownNow();
        streaming.shutdownNow();
        threads.shutdownNow();
        guarded(services.sessions::writeSightings).run();
        guarded(services.apiTokens::writeUses).run();
        guarded(services.familiarAddresses::write).run();
        guarded(services.observations::writeAll).run();
        memory.stop();
    }

    /** The listener of changes runs on the committing thread, so the keys are read on this one. */
    private void follow() {
        memory.feed().catchUp();
        if (!services.keys.isCurrent()) {
            services.keys.reload();
        }
    }

    /**
     * Signals that come before the reading has begun need no reading of their own. Readings keep a distance, because signals may
     * come from anyone who may connect to the database.
     */
    private void followSoon() {
        if (signalled.compareAndSet(false, true)) {
            after(follower, memory.feed().age().compareTo(SIGNALS_APART) < 0 ? SIGNALS_APART : Duration.ZERO, () -> {
                signalled.set(false);
                following.run();
            });
        }
    }

    /**
     * One step at a time, with a pause after each, so that other work of this thread and other writers need not wait for a
     * whole round.
     */
    private void cleanUp(CleanupRound round) {
        AtomicBoolean more = new AtomicBoolean();
        guarded(() -> more.set(round.step())).run();
        if (more.get()) {
            after(CLEANUP_PAUSE, () -> cleanUp(round));
        } else {
            after(CLEANUP_EVERY, this::cleanUp);
        }
    }

    private void cleanUp() {
        cleanUp(services.cleanup.begin());
    }

    private void after(Duration pause, Runnable work) {
        after(threads, pause, work);
    }

    private static void after(ScheduledExecutorService executor, Duration pause, Runnable work) {
        try {
            @SuppressWarnings("unused") // cancelled with all others, by closing
            var later = executor.schedule(work, pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            return; // each step is complete, so there is nothing to finish
        }
    }

    private void every(Duration period, Runnable work) {
        repeat(threads, period, guarded(work));
    }

    private static void repeat(ScheduledExecutorService executor, Duration period, Runnable work) {
        @SuppressWarnings("unused") // cancelled all together, by closing
        var repeated =
                executor.scheduleWithFixedDelay(work, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A schedule ends at the first exception, so all are caught. An unavailable store is logged once, not twice a second. */
    private static Runnable guarded(Runnable work) {
        AtomicBoolean storeAway = new AtomicBoolean();
        return () -> {
            try {
                work.run();
                if (storeAway.compareAndSet(true, false)) {
                    LOG.info("the store answers again");
                }
            } catch (StoreUnavailableException away) {
                if (storeAway.compareAndSet(false, true)) {
                    LOG.atWarn().setCause(away).log("the store does not answer");
                }
            } catch (RuntimeException fault) {
                LOG.atError().setCause(fault).log("housekeeping failed");
            }
        };
    }
}
