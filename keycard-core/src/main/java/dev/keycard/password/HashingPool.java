package dev.keycard.password;

import dev.keycard.password.HashingQueue.Entry;
import dev.keycard.password.HashingQueue.Place;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A few threads that compute hashes, and a bounded line in front of them that is shared fairly. Their number is what keeps a
 * flood of sign-ins from the other requests; their low priority only helps where the operating system heeds it. A thread never
 * waits for memory: what has to, waits in the line. Threads end when idle, and their memory with them. Thread-safe.
 */
final class HashingPool implements AutoCloseable {

    private static final Duration IDLE = Duration.ofSeconds(30);

    /** How long a hash may wait until its computing begins. */
    private static final Duration MOST_WAIT = Duration.ofSeconds(20);

    private static final String FULL = "too many hashes wait, or the service is closed";

    private final int most;
    private final ThreadPoolExecutor threads;
    private final HashingQueue<Job<?>> line;
    private final Duration retryAfter;
    private final LongAdder completed = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder busyNanos = new LongAdder();
    private final LongSupplier nanoClock;

    /** Guards the line and the numbers below it. */
    private final Object lock = new Object();

    private int running;
    private int freeKib;
    private boolean closed;

    HashingPool(PasswordConfig config, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        most = config.hashThreads();
        freeKib = config.limits().memoryKib();
        retryAfter = config.drainTime();
        line = new HashingQueue<>(most, config.hashQueue());
        threads = new ThreadPoolExecutor(
                most,
                most,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                named(new AtomicInteger()));
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Does the work on threads of the pool and waits for it.
     *
     * @throws HashingBusyException at once if there is no place in the line, or when the place was given to someone who has fewer
     */
    <T> T call(HashingCaller caller, HashingStep<T> first) {
        Job<T> job = new Job<>(first);
        return await(job, enter(job, caller, first.sharedKib()));
    }

    HashingLoad load() {
        synchronized (lock) {
            return new HashingLoad(
                    running, line.size(), completed.sum(), refused.sum(), Duration.ofNanos(busyNanos.sum()));
        }
    }

    /** Refuses new work; what has a place is still computed. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            threads.shutdown();
        }
    }

    private Place<Job<?>> enter(Job<?> job, HashingCaller caller, int sharedKib) {
        Entry<Job<?>> entry;
        synchronized (lock) {
            entry = closed ? new Entry<>(null, null) : line.enter(job, caller, sharedKib);
            addThread();
        }
        Place<Job<?>> displaced = entry.displaced();
        if (displaced != null) {
            refused.increment();
            displaced.work.refuse(busy("the place in the hashing queue was given to someone who has fewer"));
        }
        Place<Job<?>> place = entry.place();
        if (place == null) {
            refused.increment();
            throw busy(FULL);
        }
        return place;
    }

    /** Has one thread more take from the line, if one is left; under the lock. */
    private void addThread() {
        if (running < most && !closed && line.size() > 0) {
            running++;
            threads.execute(this::work);
        }
    }

    private void work() {
        for (Place<Job<?>> place = next(); place != null; place = next()) {
            long began = nanoClock.getAsLong();
            HashingStep<?> more = place.work.run();
            busyNanos.add(nanoClock.getAsLong() - began);
            finish(place, more);
        }
    }

    /** Null when there is nothing to compute; the thread does not count any more then. */
    private @Nullable Place<Job<?>> next() {
        synchronized (lock) {
            Place<Job<?>> place = line.next(freeKib);
            if (place == null) {
                running--;
            } else {
                freeKib -= place.sharedKib();
            }
            return place;
        }
    }

    private void finish(Place<Job<?>> place, @Nullable HashingStep<?> more) {
        synchronized (lock) {
            freeKib += place.sharedKib();
            if (more == null) {
                completed.increment();
                line.leave(place);
            } else {
                line.again(place, more.sharedKib());
            }
            // Memory that was given back may be what others waited for.
            addThread();
        }
        if (more == null) {
            place.work.tell();
        }
    }

    private <T> T await(Job<T> job, Place<Job<?>> place) {
        try {
            return job.result.get(MOST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            // What waits is dropped; what runs ends by itself soon.
            giveUp(place);
            Thread.currentThread().interrupt();
            throw busy("interrupted while waiting for a hash");
        } catch (TimeoutException late) {
            if (giveUp(place)) {
                refused.increment();
                throw busy("a hash did not begin in time");
            }
            return awaitBegun(job);
        } catch (ExecutionException failed) {
            throw failure(failed);
        }
    }

    /** Its outcome may be known in part, so it is not given up; what it waits for is computed in bounded time. */
    private <T> T awaitBegun(Job<T> job) {
        try {
            return job.result.get();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw busy("interrupted while waiting for a hash");
        } catch (ExecutionException failed) {
            throw failure(failed);
        }
    }

    private boolean giveUp(Place<Job<?>> place) {
        synchronized (lock) {
            return line.giveUp(place);
        }
    }

    private HashingBusyException busy(String reason) {
        return new HashingBusyException(reason, retryAfter);
    }

    private static RuntimeException failure(ExecutionException failed) {
        return failed.getCause() instanceof HashingBusyException busy
                ? busy
                : new IllegalStateException("a hash could not be computed", failed.getCause());
    }

    @SuppressWarnings("ThreadPriorityCheck") // a courtesy where it is heeded; nothing relies on it
    private static ThreadFactory named(AtomicInteger count) {
        return work -> {
            Thread thread = new Thread(work, "keycard-hash-" + count.incrementAndGet());
            thread.setDaemon(true);
            thread.setPriority(Thread.MIN_PRIORITY);
            return thread;
        };
    }

    /** Something to compute, step by step, and who waits for it. Used by one thread at a time. */
    private static final class Job<T> {

        final CompletableFuture<T> result = new CompletableFuture<>();
        private HashingStep<T> step;
        private @Nullable T found;
        private @Nullable Throwable failed;

        Job(HashingStep<T> first) {
            step = first;
        }

        /**
         * Computes the next step.
         *
         * @return what is to be computed after it; null if it was the last
         */
        @Nullable HashingStep<T> run() {
            try {
                HashingStep.Outcome<T> outcome = step.work().call();
                if (outcome instanceof HashingStep.More<T> more) {
                    step = more.next();
                    return step;
                }
                found = ((HashingStep.Done<T>) outcome).result();
            } catch (Throwable broken) {
                failed = broken;
            }
            return null;
        }

        /** Hands the outcome over, after the place was given up: whoever waits may come back at once. */
        void tell() {
            if (failed == null) {
                result.complete(found);
            } else {
                result.completeExceptionally(failed);
            }
        }

        void refuse(HashingBusyException busy) {
            result.completeExceptionally(busy);
        }
    }
}
