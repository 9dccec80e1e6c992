package dev.keycard.faults.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.faults.cluster.FaultProxy.Moment;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The faults do what they say to a real PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class FaultProxyTest {

    private PostgresProcess primary;
    private PostgresProcess standby;
    private FaultProxy proxy;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        primary = PostgresProcess.create(PostgresBinaries.unpackedIn(folder.resolve("postgresql")), folder);
        primary.start();
        primary.createDatabase();
        primary.execute("create table fact (id int primary key)");
        primary.stop();
        standby = primary.standby(folder);
        primary.start();
        standby.start();
        proxy = FaultProxy.toPostgres(primary.port());
    }

    @AfterAll
    void stop() throws Exception {
        proxy.close();
        standby.close();
        primary.close();
    }

    @Test
    void trapBeforeTheCommit_nothingIsWritten() throws Exception {
        AtomicBoolean ran = new AtomicBoolean();
        CountDownLatch sprung =
                proxy.trap(Moment.BEFORE_COMMIT, statements -> statements.contains("fact"), () -> ran.set(true));
        try (Connection connection = connect(0)) {
            connection.setAutoCommit(false);
            insert(connection, 1);
            assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
        }

        assertThat(sprung.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(ran).isTrue();
        assertThat(primary.number("select count(*) from fact where id = 1")).isZero();
    }

    @Test
    void trapAfterTheCommit_everythingIsWritten_andNobodyKnows() throws Exception {
        for (int id = 10; id < 22; id += 2) {
            CountDownLatch sprung =
                    proxy.trap(Moment.AFTER_COMMIT, statements -> statements.contains("fact"), () -> {});
            // The driver sends the names of statements only, from the fifth time on.
            try (Connection connection = connect(1)) {
                connection.setAutoCommit(false);
                connection.createStatement().executeQuery("select 1");
                connection.commit();
                insert(connection, id);
                assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
            }
            assertThat(sprung.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(primary.number("select count(*) from fact where id = " + id))
                    .isEqualTo(1);
        }
    }

    @Test
    void trap_atASingleStatement() throws Exception {
        CountDownLatch sprung = proxy.trap(Moment.AFTER_COMMIT, statements -> true, () -> {});
        try (Connection connection = connect(0)) {
            connection.createStatement().executeQuery("select count(*) from fact");
            assertThatThrownBy(() -> insert(connection, 30)).isInstanceOf(SQLException.class);
        }

        assertThat(sprung.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(primary.number("select count(*) from fact where id = 30")).isEqualTo(1);
    }

    @Test
    void trap_isKept_whenTheTransactionFails() throws Exception {
        CountDownLatch sprung = proxy.trap(Moment.AFTER_COMMIT, statements -> statements.contains("fact"), () -> {});
        try (Connection connection = connect(0)) {
            assertThatThrownBy(() -> insert(connection, null)).hasMessageContaining("not-null");
            assertThat(sprung.getCount()).isEqualTo(1);
            assertThatThrownBy(() -> insert(connection, 31)).isInstanceOf(SQLException.class);
        }

        assertThat(sprung.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void blackHole_keepsWhatIsSent_andForwardsItLater() throws Exception {
        try (Connection connection = connect(0)) {
            proxy.blackHole();
            Thread later = new Thread(() -> insertQuietly(connection, 40));
            later.start();
            later.join(300);
            assertThat(primary.number("select count(*) from fact where id = 40"))
                    .isZero();
            proxy.forward();
            later.join();
        }

        assertThat(primary.number("select count(*) from fact where id = 40")).isEqualTo(1);
    }

    @Test
    void lostAnswers_ofWhatHappens() throws Exception {
        try (Connection connection = connect(0)) {
            proxy.loseAnswers();
            Thread unanswered = new Thread(() -> insertQuietly(connection, 45));
            unanswered.start();
            while (primary.number("select count(*) from fact where id = 45") == 0) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            assertThat(unanswered.isAlive()).isTrue();
            proxy.forward();
            unanswered.join();
        }
    }

    @Test
    void refused_andForwardedAgain() throws Exception {
        try (Connection connection = connect(0)) {
            proxy.refuse();
            assertThatThrownBy(() -> insert(connection, 50)).isInstanceOf(SQLException.class);
        }
        assertThatThrownBy(() -> connect(0)).hasMessageContaining("refused");
        proxy.forward();
        try (Connection connection = connect(0)) {
            insert(connection, 51);
        }
    }

    @Test
    void answersCut_inTheirMiddle() throws Exception {
        try (Connection connection = connect(0)) {
            proxy.cutAnswersWithin(20);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 20; i++) {
                            connection.createStatement().executeQuery("select 1");
                        }
                    })
                    .isInstanceOf(SQLException.class);
        } finally {
            proxy.forward();
        }
    }

    @Test
    void killedPrimary_losesNothing_afterItsStandbyTookOver() throws Exception {
        while (!primary.hasSynchronousStandby()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        try (Connection connection = connect(0)) {
            insert(connection, 60);
        }
        primary.kill();
        try {
            standby.promote();
            standby.execute("insert into fact values (61)");
            assertThat(standby.number("select count(*) from fact where id in (60, 61)"))
                    .isEqualTo(2);
        } finally {
            primary.forgetStandby();
            primary.start();
        }
    }

    private void insertQuietly(Connection connection, int id) {
        try {
            insert(connection, id);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void insert(Connection connection, @org.jspecify.annotations.Nullable Object id)
            throws SQLException {
        try (Statement sql = connection.createStatement()) {
            sql.execute("insert into fact values (" + id + ")");
        }
    }

    private Connection connect(int prepareThreshold) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/keycard?sslmode=disable&gssEncMode=disable"
                        + "&socketTimeout=20&prepareThreshold=" + prepareThreshold,
                "postgres",
                "");
    }
}
