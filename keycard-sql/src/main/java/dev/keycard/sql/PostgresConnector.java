package dev.keycard.sql;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/**
 * Makes connections to PostgreSQL, each in the schema of the settings. If the URL names several hosts, each has the whole
 * deadline for a connection: one that accepts connections and does not answer, or whose machine is gone, must not use up the
 * time of the others. Thread-safe.
 */
final class PostgresConnector implements DataSource {

    /** Security reads must not come from a standby, which may be behind. */
    static final String PRIMARY = "primary";

    private final PostgresSettings settings;
    private final Properties properties;
    private final PostgresSession session;
    private final Duration longestAnswer;

    PostgresConnector(PostgresSettings settings) {
        this(
                settings,
                properties(settings),
                PostgresSession.of(settings),
                settings.deadlines().statement().multipliedBy(2));
    }

    private PostgresConnector(
            PostgresSettings settings, Properties properties, PostgresSession session, Duration longestAnswer) {
        this.settings = settings;
        this.properties = properties;
        this.session = session;
        this.longestAnswer = longestAnswer;
        PGProperty.LOGIN_TIMEOUT.set(properties, seconds(longest()));
    }

    /** The same, whose connections begin with those options of the server. */
    PostgresConnector with(String options) {
        Properties changed = copyOfProperties();
        PGProperty.OPTIONS.set(changed, options);
        return new PostgresConnector(settings, changed, session, longestAnswer);
    }

    /** The same for work that takes as long as it needs, such as a migration. Only connecting has a deadline. */
    PostgresConnector patient(String program) {
        Properties changed = copyOfProperties();
        PGProperty.APPLICATION_NAME.set(changed, PostgresSession.name(settings, program));
        return new PostgresConnector(settings, changed, PostgresSession.patient(settings), Duration.ZERO);
    }

    private Properties copyOfProperties() {
        Properties copy = new Properties();
        copy.putAll(properties);
        return copy;
    }

    private static Properties properties(PostgresSettings settings) {
        Duration connect = settings.deadlines().connect();
        Properties made = new Properties();
        PGProperty.APPLICATION_NAME.set(made, PostgresSession.name(settings));
        PGProperty.CONNECT_TIMEOUT.set(made, seconds(connect));
        PGProperty.SSL_RESPONSE_TIMEOUT.set(made, Math.toIntExact(connect.toMillis()));
        // The deadline of an answer while the connection is made; a longer one follows.
        PGProperty.SOCKET_TIMEOUT.set(made, seconds(connect));
        PGProperty.TARGET_SERVER_TYPE.set(made, PRIMARY);
        PGProperty.HOST_RECHECK_SECONDS.set(made, 1);
        PGProperty.TCP_KEEP_ALIVE.set(made, true);
        if (settings.user() != null) {
            PGProperty.USER.set(made, settings.user());
        }
        if (settings.password() != null) {
            PGProperty.PASSWORD.set(made, settings.password());
        }
        return made;
    }

    private static int seconds(Duration duration) {
        return Math.max(1, Math.toIntExact(duration.toSeconds()));
    }

    /**
     * How long a connection takes at most, if the last host is the first that answers: each may be asked with TLS and without.
     */
    Duration longest() {
        return settings.deadlines().connect().multipliedBy(2L * settings.hosts());
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = DriverManager.getConnection(settings.url(), properties);
        try {
            session.begin(connection);
            connection.setNetworkTimeout(Runnable::run, longestAnswer.isZero() ? 0 : seconds(longestAnswer) * 1_000);
            return connection;
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the user is that of the settings");
    }

    /** The deadlines are those of the settings. */
    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return seconds(longest());
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("nothing is wrapped");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
