package dev.keycard.mail;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does after the answer what must not show in it: one thread, and a bounded queue in front of it. The
 * thread ends when idle. Thread-safe.
 */
public final class DeferredWork implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeferredWork.class);
    private static final int MOST_WAITING = 1000;
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ThreadPoolExecutor thread;

    /** @param threadName what the thread is called while there is one */
    public DeferredWork(String threadName) {
        thread = new ThreadPoolExecutor(
                1,
                1,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                work -> daemon(threadName, work),
                new ThreadPoolExecutor.AbortPolicy());
        thread.allowCoreThreadTimeOut(true);
    }

    /** Returns at once, and alike whether there was room or not: the answer shall not tell how busy this is. */
    public void add(Runnable work) {
        try {
            thread.execute(() -> guarded(work));
        } catch (RejectedExecutionException fullOrClosed) {
            LOG.warn("work that would lead to a mail was dropped: too much is waiting");
        }
    }

    /** Takes nothing more; finishes what waits if that is soon done. */
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
            LOG.atWarn().setCause(failed).log("work that would lead to a mail failed");
        }
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
