package dev.keycard.delivery;

import dev.keycard.mail.Mail;
import dev.keycard.mail.Outbox;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bounded queue of mails, and one thread that delivers them. A mail whose delivery fails temporarily is tried again after a
 * pause; other mails are delivered meanwhile. A mail server that hangs blocks this thread and nothing else. Mails in the queue
 * are lost when the process ends: users ask for them again. Thread-safe.
 */
public final class QueuedOutbox implements Outbox, AutoCloseable {

    /** The pauses before each further attempt. Their sum is shorter than the links are valid. */
    public static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(5));

    private static final Logger LOG = LoggerFactory.getLogger(QueuedOutbox.class);
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Delivery delivery;
    private final List<Duration> pauses;
    private final int capacity;
    private final Semaphore free;
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final ScheduledThreadPoolExecutor thread;

    /** @param capacity the largest number of mails in the queue, including those that wait for another attempt */
    public QueuedOutbox(Delivery delivery, int capacity, List<Duration> pauses) {
        this.delivery = delivery;
        this.pauses = List.copyOf(pauses);
        this.capacity = capacity;
        this.free = new Semaphore(capacity);
        this.thread = new ScheduledThreadPoolExecutor(1, QueuedOutbox::daemon);
        thread.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        thread.allowCoreThreadTimeOut(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public boolean offer(Mail mail) {
        if (!free.tryAcquire()) {
            drop("the outbox is full");
            return false;
        }
        return schedule(mail, 0, Duration.ZERO);
    }

    @Override
    public boolean offerSpare(Mail mail) {
        return free.availablePermits() > capacity / 2 && offer(mail);
    }

    /** How many mails were delivered. */
    public long delivered() {
        return delivered.get();
    }

    /** How many mails were dropped because delivery failed for good or the queue was full. */
    public long dropped() {
        return dropped.get();
    }

    /** Accepts no more mails, and waits up to 5 seconds for those that wait for their first attempt. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.atWarn()
                        .addKeyValue("mails", thread.shutdownNow().size())
                        .log("mails were not delivered before the process ended");
            }
        } catch (InterruptedException stop) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // attempt() handles its own failures
    private boolean schedule(Mail mail, int attempt, Duration pause) {
        try {
            thread.schedule(() -> attempt(mail, attempt), pause.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (RejectedExecutionException closed) {
            giveUp("the outbox is closed");
            return false;
        }
    }

    private void attempt(Mail mail, int attempt) {
        try {
            delivery.deliver(mail);
            delivered.incrementAndGet();
            free.release();
        } catch (DeliveryException failed) {
            if (failed.isPermanent() || attempt == pauses.size()) {
                giveUp(failed.reason());
            } else {
                LOG.atWarn()
                        .addKeyValue("reason", failed.reason())
                        .log("a mail could not be delivered; it will be tried again");
                schedule(mail, attempt + 1, pauses.get(attempt));
            }
        } catch (RuntimeException | LinkageError fault) {
            giveUp(fault.getClass().getSimpleName());
        }
    }

    private void giveUp(String reason) {
        free.release();
        drop(reason);
    }

    /** Does not log the mail: its link is a secret, and its address is personal data. */
    private void drop(String reason) {
        dropped.incrementAndGet();
        LOG.atError().addKeyValue("reason", reason).log("a mail was dropped");
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "keycard-mail");
        thread.setDaemon(true);
        return thread;
    }
}
