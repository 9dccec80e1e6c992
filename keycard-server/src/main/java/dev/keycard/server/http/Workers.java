package dev.keycard.server.http;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The threads that wait for stores and hashes, so that event loops need not. Threads start when they are needed and end when
 * idle. Work beyond the limit of the queue is refused at once. Thread-safe.
 */
final class Workers implements AutoCloseable {

    private final ThreadPoolExecutor pool;
    private final LongAdder refused = new LongAdder();

    Workers(int threads, int waiting) {
        AtomicInteger count = new AtomicInteger();
        pool = new ThreadPoolExecutor(
                threads, threads, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting), task -> {
                    Thread thread = new Thread(task, "keycard-worker-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
    }

    /** Accepts the work, or returns false if the queue is full. */
    boolean accept(Runnable work) {
        try {
            pool.execute(work);
            return true;
        } catch (RejectedExecutionException full) {
            refused.increment();
            return false;
        }
    }

    int active() {
        return pool.getActiveCount();
    }

    int queued() {
        return pool.getQueue().size();
    }

    long refused() {
        return refused.sum();
    }

    /** Lets accepted work finish for at most that long; then drops the rest. */
    void finish(Duration patience) throws InterruptedException {
        pool.shutdown();
        if (!pool.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            pool.shutdownNow();
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
