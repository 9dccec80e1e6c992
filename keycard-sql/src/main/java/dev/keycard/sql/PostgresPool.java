package dev.keycard.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Pooled connections to PostgreSQL, with a deadline for each step. Thread-safe. */
final class PostgresPool implements AutoCloseable {

    static final Dialect DIALECT = new PostgresDialect();

    private final HikariDataSource source;

    /** Opens no connection yet. */
    PostgresPool(PostgresSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setPoolName("keycard");
        config.setMaximumPoolSize(settings.connections());
        config.setConnectionTimeout(settings.deadlines().acquire().toMillis());
        config.setInitializationFailTimeout(-1);
        Duration statement = settings.deadlines().statement();
        config.addDataSourceProperty("ApplicationName", "keycard");
        config.addDataSourceProperty(
                "connectTimeout", seconds(settings.deadlines().connect()));
        config.addDataSourceProperty("socketTimeout", seconds(statement.multipliedBy(2)));
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        // The server gives up on its own, also when this process hangs in the middle of a transaction.
        config.setConnectionInitSql("set statement_timeout = " + statement.toMillis() + "; set lock_timeout = "
                + statement.toMillis() + "; set idle_in_transaction_session_timeout = " + statement.toMillis());
        this.source = new HikariDataSource(config);
    }

    private static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.toSeconds()));
    }

    /** A connection on which each statement is a transaction. To be closed, which gives it back. */
    SqlConnection reading() throws SQLException {
        return new SqlConnection(source.getConnection(), DIALECT);
    }

    /** A connection of a serializable transaction. */
    Connection writing() throws SQLException {
        Connection connection = source.getConnection();
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        return connection;
    }

    DataSource source() {
        return source;
    }

    @Override
    public void close() {
        source.close();
    }
}
