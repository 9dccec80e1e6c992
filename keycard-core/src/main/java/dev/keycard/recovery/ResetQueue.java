package dev.keycard.recovery;

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
final class ResetQueue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ResetQueue.class);
    private static final int MOST_WAITING = 1000;
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ThreadPoolExecutor thread;

    ResetQueue() {
        thread = new ThreadPoolExecutor(
                1,
                1,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                ResetQueue::daemon,
                new ThreadPoolExecutor.AbortPolicy());
        thread.allowCoreThreadTimeOut(true);
    }

    /** Returns at once, and alike whether there was room or not: the answer shall not tell how busy this is. */
    void add(Runnable work) {
        try {
            thread.execute(() -> guarded(work));
        } catch (RejectedExecutionException fullOrClosed) {
            LOG.warn("a request for a password reset was dropped: too many are waiting");
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
            LOG.atWarn().setCause(failed).log("a request for a password reset failed");
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "keycard-reset");
        thread.setDaemon(true);
        return thread;
    }
}
