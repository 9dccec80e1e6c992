package dev.keycard.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.keycard.id.UserId;
import dev.keycard.revocation.Change;
import dev.keycard.sql.PostgresSettings.Deadlines;
import dev.keycard.store.StoreUnavailableException;
import dev.keycard.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A synchronous standby that is away: commits wait for it, and the sessions that wait must not use up the server. */
class PostgresStandbyTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final String url = PostgresServer.shared().newDatabase("keycard", PostgresMigrations::migrate);
    private final PostgresDatabase database = PostgresSettings.of(url)
            .withDeadlines(new Deadlines(Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofSeconds(1)))
            .open();

    @AfterEach
    void close() throws SQLException {
        standbys("");
        database.close();
        PostgresServer.shared().drop(url);
    }

    @Test
    void writeThatIsNotAnswered_isRefused_andItsSessionDoesNotStay() throws SQLException, InterruptedException {
        standbys("gone");
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(this::write);
        }
        long deadline = System.nanoTime() + SOON.toNanos();
        while (waiting() > 0 && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
        assertThat(waiting()).isZero();
        assertThat(database.isHealthy()).isTrue();

        standbys("");
        write();
    }

    private void write() {
        database.transactions().serializable(transaction -> {
            transaction.record(new Change.UserChanged(new UserId("1")), Instant.now());
            return true;
        });
    }

    private long waiting() throws SQLException {
        try (Connection connection = local();
                Statement sql = connection.createStatement();
                ResultSet count =
                        sql.executeQuery("select count(*) from pg_stat_activity where wait_event = 'SyncRep'")) {
            count.next();
            return count.getLong(1);
        }
    }

    /** Names the standbys for which commits wait, and waits until the server's processes know them. */
    private void standbys(String names) throws SQLException {
        try (Connection connection = local();
                Statement sql = connection.createStatement()) {
            sql.execute("alter system set synchronous_standby_names = '" + names + "'");
            sql.execute("select pg_reload_conf(), pg_sleep(0.3)");
        }
    }

    private Connection local() throws SQLException {
        return DriverManager.getConnection(url + "&options=-c%20synchronous_commit=local");
    }
}
