package dev.keycard.server.mail;

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
 * A bounded number of mails in custody, and one thread that delivers them. What fails for the moment is tried again after a
 * pause, while others go first. A mail server that hangs holds up this thread and nothing else. Mails that wait are lost with the
 * process: whoever asked for one asks again. Thread-safe.
 */
public final class QueuedOutbox implements Outbox, AutoCloseable {

    /** How long to wait before each further attempt; they end well before the links do. */
    public static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(5));

    private static final Logger LOG = LoggerFactory.getLogger(QueuedOutbox.class);
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Delivery delivery;
    private final List<Duration> pauses;
    private final int capacity;
    private final Semaphore room;
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final ScheduledThreadPoolExecutor thread;

    /** @param capacity how many mails may be in custody, those that wait for a further attempt included */
    public QueuedOutbox(Delivery delivery, int capacity, List<Duration> pauses) {
        this.delivery = delivery;
        this.pauses = List.copyOf(pauses);
        this.capacity = capacity;
        this.room = new Semaphore(capacity);
        this.thread = new ScheduledThreadPoolExecutor(1, QueuedOutbox::daemon);
        thread.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        thread.allowCoreThreadTimeOut(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public boolean offer(Mail mail) {
        if (!room.tryAcquire()) {
            drop("the outbox is full");
            return false;
        }
        return schedule(mail, 0, Duration.ZERO);
    }

    @Override
    public boolean offerSpare(Mail mail) {
        return room.availablePermits() > capacity / 2 && offer(mail);
    }

    /** How many mails were delivered. */
    public long delivered() {
        return delivered.get();
    }

    /** How many mails were given up, or found no room. */
    public long dropped() {
        return dropped.get();
    }

    /** Takes nothing more; delivers what waits for its first attempt, if that is soon done. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.atWarn()
                        .addKeyValue("mails", thread.shutdownNow().size())
                        .log("mails were not delivered before the end");
            }
        } catch (InterruptedException stop) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the work tells of its own failures
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
            room.release();
        } catch (DeliveryException failed) {
            if (failed.isLasting() || attempt == pauses.size()) {
                giveUp(failed.reason());
            } else {
                LOG.atWarn().addKeyValue("reason", failed.reason()).log("a mail is tried again later");
                schedule(mail, attempt + 1, pauses.get(attempt));
            }
        } catch (RuntimeException | LinkageError fault) {
            giveUp(fault.getClass().getSimpleName());
        }
    }

    private void giveUp(String reason) {
        room.release();
        drop(reason);
    }

    /** Without the mail: its link is a secret, and its address is no business of the log's. */
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
