package dev.keycard.mail;

import dev.keycard.api.Internal;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs work after the answer, so that its duration does not show in the answer: one thread with a bounded queue. The thread
 * ends when idle. Thread-safe.
 */
@Internal
public final class DeferredWork implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeferredWork.class);
    private static final int MAX_WAITING = 1000;
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ThreadPoolExecutor thread;

    /** @param threadName the name of the thread */
    public DeferredWork(String threadName) {
        thread = new ThreadPoolExecutor(
                1,
                1,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new ArrayBlockingQueue<>(MAX_WAITING),
                work -> daemon(threadName, work),
                new ThreadPoolExecutor.AbortPolicy());
        thread.allowCoreThreadTimeOut(true);
    }

    /** Returns at once, also if the queue is full: the answer must not show the load. */
    public void add(Runnable work) {
        try {
            thread.execute(() -> guarded(work));
        } catch (RejectedExecutionException fullOrClosed) {
            LOG.warn("work that would send a mail was dropped: the queue is full");
        }
    }

    /** Accepts no more work; finishes queued work if that takes a few seconds at most. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException stop) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failed) {
            LOG.atWarn().setCause(failed).log("work that would send a mail failed");
        }
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
