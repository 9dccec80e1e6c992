package dev.keycard.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.keycard.id.UserId;
import dev.keycard.revocation.Change;
import dev.keycard.revocation.ChangeReader;
import dev.keycard.revocation.ChangesMissedException;
import dev.keycard.revocation.RecordedChange;
import dev.keycard.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Transactions commit in another order than they drew the numbers of their changes. */
class PostgresChangeReaderTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final PostgresStores stores = PostgresStores.open();
    private final SqlChangeReader reader = new SqlChangeReader(stores.database().transactions(), 0);

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void openTransaction_holdsNothingBack_andItsChangeComesWhenItCommits() throws SQLException {
        try (Connection open = writing(1)) {
            commit(2);
            commit(3);
            assertThat(next()).containsExactly(user(2), user(3));
            assertThat(reader.gaps()).isOne();
            assertThat(next()).isEmpty();
            commit(4);
            assertThat(next()).containsExactly(user(4));

            open.commit();
            assertThat(next()).containsExactly(user(1));
        }
        assertThat(reader.gaps()).isZero();
        assertThat(next()).isEmpty();
    }

    @Test
    void transactionThatIsRolledBack_leavesNoGapForEver() throws SQLException {
        try (Connection open = writing(1)) {
            commit(2);
            assertThat(next()).containsExactly(user(2));
            open.rollback();
        }
        assertThat(next()).isEmpty();
        assertThat(reader.gaps()).isZero();
    }

    @Test
    void transactionWhoseConnectionIsCut_leavesNoGapForEver() throws SQLException, InterruptedException {
        Connection open = writing(1);
        commit(2);
        assertThat(next()).containsExactly(user(2));
        open.abort(Runnable::run);

        for (int i = 0; i < 100 && reader.gaps() > 0; i++) {
            Thread.sleep(20);
            assertThat(next()).isEmpty();
        }
        assertThat(reader.gaps()).isZero();
    }

    /** A gap is kept as long as a transaction could fill it, also when a younger one that cannot is over. */
    @Test
    void severalOpenTransactions_eachComeWhenTheyCommit() throws SQLException {
        try (Connection first = writing(1);
                Connection second = writing(2);
                Connection third = writing(3)) {
            commit(4);
            assertThat(next()).containsExactly(user(4));
            second.commit();
            assertThat(next()).containsExactly(user(2));
            third.rollback();
            assertThat(next()).isEmpty();
            first.commit();
            assertThat(next()).containsExactly(user(1));
        }
        commit(5);
        assertThat(next()).containsExactly(user(5));
        assertThat(reader.gaps()).isZero();
    }

    /** A transaction that has written nothing yet has no number, and its number is greater than those that were read. */
    @Test
    void transactionThatDrawsItsNumberLater_isNoGap() throws SQLException {
        try (Connection open = DriverManager.getConnection(stores.url());
                Statement sql = open.createStatement()) {
            open.setAutoCommit(false);
            sql.execute("select 1 from change");
            commit(1);
            assertThat(next()).containsExactly(user(1));
            insert(open, 2);
            open.commit();
        }
        assertThat(next()).containsExactly(user(2));
    }

    @Test
    void tooManyGaps_makeTheReaderBeginAgain() throws SQLException {
        execute("select setval(pg_get_serial_sequence('change', 'seq'), 20000)");
        commit(1);

        assertThatExceptionOfType(ChangesMissedException.class)
                .isThrownBy(() -> reader.next(10))
                .withMessageContaining("10000");
        assertThat(stores.stores().changes().readerSince(NOW).next(10)).hasSize(1);
    }

    /** A node may start between the commit of a later transaction and that of an earlier one, on a quiet system. */
    @Test
    void readerThatStarts_alsoWaitsForEarlierNumbers() throws SQLException {
        try (Connection open = writing(1)) {
            commit(2);
            ChangeReader starting = stores.stores().changes().readerSince(NOW);
            assertThat(changes(starting)).containsExactly(user(2));
            open.commit();
            assertThat(changes(starting)).containsExactly(user(1));
        }
    }

    @Test
    void readerThatStarts_alsoWaitsForEarlierNumbers_whenNothingIsYoungEnough() throws SQLException {
        try (Connection open = writing(1)) {
            commit(2);
            ChangeReader starting = stores.stores().changes().readerSince(NOW.plusSeconds(60));
            changes(starting);
            open.commit();
            assertThat(changes(starting)).containsExactly(user(1));
        }
    }

    /** A restored backup, or a standby that was behind when it became the primary. */
    @Test
    void historyThatWentBack_isNoticed_andChangesAfterItAreRead() throws SQLException {
        for (int i = 1; i <= 5; i++) {
            commit(i);
        }
        assertThat(next()).hasSize(5);
        execute("delete from change where seq > 2");
        execute("select setval(pg_get_serial_sequence('change', 'seq'), 2)");
        assertThatExceptionOfType(ChangesMissedException.class).isThrownBy(this::next);
        for (int i = 6; i <= 8; i++) {
            commit(i);
        }
        assertThatExceptionOfType(ChangesMissedException.class)
                .as("change 5 is another one now")
                .isThrownBy(this::next);
        assertThat(changes(stores.stores().changes().readerSince(NOW))).contains(user(6), user(7), user(8));
    }

    @Test
    void changesThatWerePurgedUnread_makeTheReaderBeginAgain() throws SQLException {
        commit(1);
        assertThat(next()).hasSize(1);
        commit(2);
        commit(3);
        execute("delete from change where seq < 3");

        assertThatExceptionOfType(ChangesMissedException.class).isThrownBy(this::next);
        assertThat(changes(stores.stores().changes().readerSince(NOW))).containsExactly(user(3));
    }

    /** A long transaction of another program on the server keeps the oldest transaction from moving on. */
    @Test
    void oldGap_isClosedBesideALongTransactionElsewhere_butNotBesideOneThatMayFillIt() throws SQLException {
        PostgresDatabase withTime = PostgresDatabase.open(PostgresSettings.of(stores.url()), new PostgresDialect());
        SqlChangeReader patient = new SqlChangeReader(withTime.transactions(), 0, Duration.ofMillis(1));
        String elsewhere = PostgresServer.shared().emptyDatabase();
        try (Connection other = DriverManager.getConnection(elsewhere);
                Statement sql = other.createStatement()) {
            other.setAutoCommit(false);
            sql.execute("select pg_current_xact_id()");
            try (Connection open = writing(1)) {
                commit(2);
                assertThat(changes(patient)).containsExactly(user(2));
                execute("select pg_sleep(0.1)");
                changes(patient);
                assertThat(patient.gaps())
                        .as("the transaction may still fill it")
                        .isOne();
                open.rollback();
            }
            changes(patient);
            assertThat(patient.gaps()).isZero();
            other.rollback();
        } finally {
            withTime.close();
            PostgresServer.shared().drop(elsewhere);
        }
    }

    private static List<Change> changes(ChangeReader reader) {
        return reader.next(100).stream().map(RecordedChange::change).toList();
    }

    private List<Change> next() {
        return reader.next(100).stream().map(RecordedChange::change).toList();
    }

    private static Change user(long id) {
        return new Change.UserChanged(UserId.of(id));
    }

    private void commit(long user) throws SQLException {
        try (Connection connection = writing(user)) {
            connection.commit();
        }
    }

    /** A connection whose transaction has written a change. */
    private Connection writing(long user) throws SQLException {
        Connection connection = DriverManager.getConnection(stores.url());
        connection.setAutoCommit(false);
        insert(connection, user);
        return connection;
    }

    private static void insert(Connection connection, long user) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            sql.execute("insert into change (at, kind, subject) values (" + NOW.toEpochMilli() + ", 'USER_CHANGED', '"
                    + user + "')");
        }
    }

    private void execute(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(stores.url());
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }
}
