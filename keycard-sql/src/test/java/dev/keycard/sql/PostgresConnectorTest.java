package dev.keycard.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.sql.PostgresSettings.Deadlines;
import dev.keycard.testkit.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hosts of which the first accepts connections and never answers, as a primary whose machine hangs. */
@Timeout(60)
class PostgresConnectorTest {

    private static final Deadlines DEADLINES =
            new Deadlines(Duration.ofSeconds(1), Duration.ofMillis(500), Duration.ofSeconds(2));

    private final String url = PostgresServer.shared().emptyDatabase();
    private final ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    PostgresConnectorTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        silent.close();
        PostgresServer.shared().drop(url);
    }

    private PostgresSettings settings(String hosts) {
        return PostgresSettings.of(hosts).withDeadlines(DEADLINES);
    }

    private String behindTheSilentOne() {
        return url.replace("://", "://127.0.0.1:" + silent.getLocalPort() + ",");
    }

    @Test
    void silentFirstHost_isGivenUp_inTimeForTheNext() throws SQLException {
        PostgresConnector connector = new PostgresConnector(settings(behindTheSilentOne()));

        try (Connection connection = connector.getConnection()) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    void database_isOpened_behindASilentFirstHost() {
        try (PostgresDatabase database = PostgresDatabase.open(settings(behindTheSilentOne()))) {
            assertThat(database.schema().isCurrent()).isTrue();
        }
    }

    /** A migration and a copy take as long as they need, but not until a host answers that never will. */
    @Test
    void silentFirstHost_isGivenUp_byWorkWithoutADeadline() throws SQLException {
        PostgresConnector connector = new PostgresConnector(settings(behindTheSilentOne())).patient("keycard copy");

        try (Connection connection = connector.getConnection();
                SqlConnection sql = new SqlConnection(connection, PostgresPool.DIALECT)) {
            assertThat(connection.getNetworkTimeout()).isZero();
            assertThat(sql.first("show application_name", Row::text)).contains("keycard copy");
        }
    }

    @Test
    void silentHostAlone_isRefused() {
        String alone = "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/keycard";

        assertThatThrownBy(() -> new PostgresConnector(settings(alone)).getConnection())
                .isInstanceOf(SQLException.class);
    }

    @Test
    void answer_hasALongerDeadline_onceTheConnectionIsMade() throws SQLException {
        try (Connection connection = new PostgresConnector(settings(url)).getConnection()) {
            assertThat(connection.getNetworkTimeout()).isEqualTo(4_000);
        }
    }
}
