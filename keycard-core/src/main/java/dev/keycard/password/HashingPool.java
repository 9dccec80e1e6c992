package dev.keycard.password;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * A few threads that compute hashes, and a bounded queue in front of them. Their number is what keeps a flood of sign-ins from
 * the other requests; their low priority only helps where the operating system heeds it. They end when idle, and their memory
 * with them.
 */
final class HashingPool implements AutoCloseable {

    private static final Duration IDLE = Duration.ofSeconds(30);

    private final ThreadPoolExecutor threads;
    private final Duration retryAfter;
    private final LongAdder refused = new LongAdder();
    private final LongAdder busyNanos = new LongAdder();
    private final LongSupplier nanoClock;

    HashingPool(PasswordConfig config, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        retryAfter = config.drainTime();
        threads = new ThreadPoolExecutor(
                config.hashThreads(),
                config.hashThreads(),
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new ArrayBlockingQueue<>(config.hashQueue()),
                named(new AtomicInteger()),
                new ThreadPoolExecutor.AbortPolicy());
        threads.allowCoreThreadTimeOut(true);
    }

    /** Does the work on a thread of the pool and waits for it. @throws HashingBusyException at once if the queue is full */
    <T> T call(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(() -> timed(work));
        try {
            threads.execute(task);
        } catch (RejectedExecutionException fullOrClosed) {
            refused.increment();
            throw new HashingBusyException("the hashing queue is full or closed", retryAfter);
        }
        return await(task);
    }

    HashingLoad load() {
        return new HashingLoad(
                threads.getActiveCount(),
                threads.getQueue().size(),
                threads.getCompletedTaskCount(),
                refused.sum(),
                Duration.ofNanos(busyNanos.sum()));
    }

    private <T> T timed(Callable<T> work) throws Exception {
        long began = nanoClock.getAsLong();
        try {
            return work.call();
        } finally {
            busyNanos.add(nanoClock.getAsLong() - began);
        }
    }

    private <T> T await(FutureTask<T> task) {
        try {
            return task.get();
        } catch (InterruptedException stop) {
            // What waits is dropped; what runs ends by itself soon.
            task.cancel(false);
            threads.remove(task);
            Thread.currentThread().interrupt();
            throw new HashingBusyException("interrupted while waiting for a hash", retryAfter);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a hash could not be computed", failed.getCause());
        }
    }

    /** Refuses new work; what is queued is still computed. */
    @Override
    public void close() {
        threads.shutdown();
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
}
