package dev.keycard.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.change.ChangeSignal;
import dev.keycard.store.Subscription;
import dev.keycard.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signals between two processes, here two databases that are opened apart. */
class PostgresSignalTest {

    private final String url = PostgresServer.shared().newDatabase("keycard", PostgresMigrations::migrate);
    private final PostgresDatabase one = PostgresSettings.of(url).open();
    private final PostgresDatabase other = PostgresSettings.of(url).open();
    private final Semaphore wakes = new Semaphore(0);

    @BeforeEach
    void listen() throws InterruptedException {
        other.signal().onSignal(wakes::release);
        awaitWake("when it listens, because earlier signals may have been lost");
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
        PostgresServer.shared().drop(url);
    }

    @Test
    void wakesTheOther() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            one.signal().send();
            awaitWake("after signal " + i);
        }
    }

    @Test
    void doesNotWakeItself() throws InterruptedException {
        Semaphore own = new Semaphore(0);
        one.signal().onSignal(own::release);
        assertThat(own.tryAcquire(10, TimeUnit.SECONDS)).isTrue();

        one.signal().send();
        awaitWake("after the signal");
        assertThat(own.availablePermits()).isZero();
    }

    @Test
    void listensAgain_andWakes_afterItsConnectionWasCut() throws InterruptedException, SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement sql = connection.createStatement()) {
            sql.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where datname = current_database() and (query like 'listen keycard_change%' or query = 'select 1')"
                    + " and pid <> pg_backend_pid()");
        }
        awaitWake("when it listens again");
        one.signal().send();
        awaitWake("after the next signal");
    }

    @Test
    void close_sendsWhatIsDue() throws InterruptedException {
        PostgresDatabase brief = PostgresSettings.of(url).open();
        brief.signal().send();
        brief.close();
        awaitWake("after a process that has ended");
    }

    @Test
    void removedListener_isNotCalled() throws InterruptedException {
        Semaphore removed = new Semaphore(0);
        ChangeSignal signal = other.signal();
        Subscription subscription = signal.onSignal(removed::release);
        subscription.close();

        one.signal().send();
        awaitWake("after the signal");
        assertThat(removed.availablePermits()).isZero();
    }

    private void awaitWake(String when) throws InterruptedException {
        assertThat(wakes.tryAcquire(10, TimeUnit.SECONDS)).as(when).isTrue();
        wakes.drainPermits();
    }
}
