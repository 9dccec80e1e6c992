package dev.keycard.sql;

import dev.keycard.change.ChangeSignal;
import dev.keycard.store.Subscription;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signals by {@code LISTEN} and {@code NOTIFY}. A notification is sent after the commit of the changes, by a thread of its
 * own: PostgreSQL lets only one transaction that notifies commit at a time, so that revocations would wait for each other.
 * The channel bears the id of the installation, because a database may hold several.
 * Thread-safe.
 */
final class PostgresSignal implements ChangeSignal {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresSignal.class);

    private static final String CHANNEL = "'keycard_change_' || (select id from installation)";
    private static final String LISTEN = "select 'listen ' || quote_ident(" + CHANNEL + ")";
    private static final String NOTIFY = "select pg_notify(" + CHANNEL + ", ?)";
    private static final String PROBE = "select 1";

    /** The longest time without a message after which the connection is tried. */
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final PostgresPool pool;

    /** Tells notifications of this process from those of others. */
    private final String self = UUID.randomUUID().toString();

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean due = new AtomicBoolean();
    private final AtomicBoolean listening = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService sender = Executors.newSingleThreadExecutor(work -> daemon(work, "send"));

    PostgresSignal(PostgresPool pool) {
        this.pool = pool;
    }

    private static Thread daemon(Runnable work, String does) {
        Thread thread = new Thread(work, "keycard-signal-" + does);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void send() {
        if (due.compareAndSet(false, true)) {
            try {
                sender.execute(this::sendNow);
            } catch (RejectedExecutionException closing) {
                return; // other nodes poll
            }
        }
    }

    private void sendNow() {
        due.set(false);
        try (Connection connection = pool.source().getConnection();
                PreparedStatement statement = connection.prepareStatement(NOTIFY)) {
            statement.setString(1, self);
            statement.execute();
        } catch (SQLException failure) {
            LOG.atDebug().setCause(failure).log("a signal was not sent; other nodes poll");
        }
    }

    /** The first listener starts the thread that listens: a process that only sends needs none. */
    @Override
    public Subscription onSignal(Runnable listener) {
        listeners.add(listener);
        if (listening.compareAndSet(false, true)) {
            daemon(this::listenUntilClosed, "listen").start();
        }
        return () -> listeners.remove(listener);
    }

    private void listenUntilClosed() {
        AtomicBoolean away = new AtomicBoolean();
        while (!isClosed(Duration.ZERO)) {
            try (Connection connection = pool.dedicated()) {
                listen(connection, away);
            } catch (SQLException failure) {
                if (away.compareAndSet(false, true) && !isClosed(Duration.ZERO)) {
                    LOG.warn(
                            "signals of other nodes do not arrive, so changes are known only by polling: {}",
                            PostgresPool.DIALECT.describe(failure));
                }
                isClosed(PAUSE_AFTER_FAILURE);
            }
        }
    }

    private void listen(Connection connection, AtomicBoolean away) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(listen(statement));
            if (away.compareAndSet(true, false)) {
                LOG.info("signals of other nodes arrive again");
            }
            // What was signalled before this moment may have been lost.
            wake();
            PGConnection messages = connection.unwrap(PGConnection.class);
            while (!isClosed(Duration.ZERO)) {
                PGNotification[] news = messages.getNotifications(Math.toIntExact(SILENCE.toMillis()));
                if (news == null || news.length == 0) {
                    statement.execute(PROBE);
                } else if (ofOthers(news)) {
                    wake();
                }
            }
        }
    }

    private static String listen(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery(LISTEN)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private boolean ofOthers(PGNotification[] news) {
        for (PGNotification one : news) {
            if (!one.getParameter().equals(self)) {
                return true;
            }
        }
        return false;
    }

    private void wake() {
        listeners.forEach(Runnable::run);
    }

    private boolean isClosed(Duration waiting) {
        try {
            return closed.await(waiting.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        sender.shutdown();
        try {
            if (!sender.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                sender.shutdownNow();
            }
        } catch (InterruptedException stop) {
            sender.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
