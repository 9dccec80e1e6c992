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
 * A few threads that compute hashes, with a bounded queue that is shared fairly. The number of threads protects other requests
 * from a flood of sign-ins; their low priority helps only if the operating system uses it. A thread never waits for memory:
 * work that needs memory waits in the queue. Threads end when idle, and release their memory. Thread-safe.
 */
final class HashingPool implements AutoCloseable {

    private static final Duration IDLE = Duration.ofSeconds(30);

    /** How long a hash may wait in the queue. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(20);

    private static final String FULL = "too many hashes wait, or the service is closed";

    private final int most;
    private final ThreadPoolExecutor threads;
    private final HashingQueue<Job<?>> line;
    private final Duration retryAfter;
    private final LongAdder completed = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder busyNanos = new LongAdder();
    private final LongSupplier nanoClock;

    /** Guards the queue and the numbers below. */
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
     * Runs the work on threads of the pool and waits for the result.
     *
     * @throws HashingBusyException at once if the queue is full, or later if the place was given to a caller who has fewer
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

    /** Refuses new work; queued work is still computed. */
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
            displaced.work.refuse(busy("the place in the hashing queue was given to a caller who has fewer"));
        }
        Place<Job<?>> place = entry.place();
        if (place == null) {
            refused.increment();
            throw busy(FULL);
        }
        return place;
    }

    /** Starts another thread for the queue, if the limit permits. Called with the lock. */
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

    /** Null when there is nothing to compute; the thread is then no longer counted. */
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
            // Others may wait for the memory that was released.
            addThread();
        }
        if (more == null) {
            place.work.tell();
        }
    }

    private <T> T await(Job<T> job, Place<Job<?>> place) {
        try {
            return job.result.get(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            // Queued work is dropped; running work ends soon.
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

    /** Work that has begun is not cancelled, because a part of its result may be known; it finishes in bounded time. */
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

    @SuppressWarnings(
            "ThreadPriorityCheck") // helps only if the operating system uses it; correctness does not depend on it
    private static ThreadFactory named(AtomicInteger count) {
        return work -> {
            Thread thread = new Thread(work, "keycard-hash-" + count.incrementAndGet());
            thread.setDaemon(true);
            thread.setPriority(Thread.MIN_PRIORITY);
            return thread;
        };
    }

    /** A computation in steps, and the caller that waits for it. Used by one thread at a time. */
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

        /** Passes the result to the caller, after the place was released: the caller may submit more work at once. */
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
