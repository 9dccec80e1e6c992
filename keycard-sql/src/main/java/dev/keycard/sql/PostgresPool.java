package dev.keycard.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.keycard.metrics.Metrics;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.ToIntFunction;
import javax.sql.DataSource;

/** Pooled connections to PostgreSQL, with a deadline for each step. Thread-safe. */
final class PostgresPool implements AutoCloseable {

    static final Dialect DIALECT = new PostgresDialect();

    private static final String END_WAITING = "select pg_terminate_backend(pid) from pg_catalog.pg_stat_activity"
            + " where pid = ? and usename = current_user and application_name like 'keycard%' and wait_event = 'SyncRep'";

    private static final Duration LARGEST_IDLE = Duration.ofMinutes(10);

    private final PostgresSettings settings;
    private final Dialect dialect;
    private final PostgresConnector connector;
    private final HikariDataSource reads;
    private final HikariDataSource writes;

    /** Opens no connection yet. */
    PostgresPool(PostgresSettings settings) {
        this(settings, DIALECT);
    }

    PostgresPool(PostgresSettings settings, Dialect dialect) {
        this.settings = settings;
        this.dialect = dialect;
        this.connector = new PostgresConnector(settings);
        int writers = Math.max(1, settings.connections() / 2);
        this.reads = pool("read", Math.max(1, settings.connections() - writers), "read\\ committed");
        // A pool of its own: to change the isolation of a connection for each transaction takes two more round trips.
        this.writes = pool("write", writers, "serializable");
    }

    private HikariDataSource pool(String name, int size, String isolation) {
        HikariConfig config = new HikariConfig();
        // A pooler that gives a session to several clients refuses this, or would lose the isolation of transactions.
        config.setDataSource(connector.with("-c default_transaction_isolation=" + isolation));
        config.setPoolName("keycard-" + name);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setIdleTimeout(LARGEST_IDLE.toMillis());
        config.setConnectionTimeout(settings.deadlines().acquire().toMillis());
        config.setValidationTimeout(settings.deadlines().acquire().toMillis());
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    Dialect dialect() {
        return dialect;
    }

    /** The schema of the tables. */
    PostgresSchema schema() {
        return new PostgresSchema(settings.schema(), name());
    }

    /** The name of the database for the operator. */
    String name() {
        return settings.name();
    }

    /**
     * Waits for the first connection for as long as all hosts of the URL may take: the first of them may not answer any more.
     * Does not wait for a single host, which the first statement does.
     */
    void awaitFirst() {
        long deadline = System.nanoTime() + connector.longest().toNanos();
        boolean connected = settings.hosts() == 1;
        while (!connected && System.nanoTime() - deadline < 0) {
            connected = canConnect();
        }
    }

    private boolean canConnect() {
        try (Connection connection = reads.getConnection()) {
            return !connection.isClosed();
        } catch (SQLException notYet) {
            return false;
        }
    }

    /** A connection on which each statement is a transaction. To be closed, which gives it back. */
    SqlConnection reading() throws SQLException {
        return new SqlConnection(reads.getConnection(), dialect);
    }

    /** A connection of a serializable transaction, which begins with the first statement. */
    Connection writing() throws SQLException {
        Connection connection = writes.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    /** A connection that is not pooled, for a caller that keeps it. */
    Connection dedicated() throws SQLException {
        return connector.getConnection();
    }

    DatabaseOpenException cannotOpen(SQLException failure) {
        Throwable cause = failure.getCause();
        SQLException reason = cause instanceof SQLException first ? first : failure;
        return new DatabaseOpenException(
                "The database " + name() + " cannot be opened: " + DIALECT.describe(reason) + ".", failure);
    }

    DataSource source() {
        return reads;
    }

    /** Connections that are not pooled and have no deadline but for connecting: a migration may take long. */
    DataSource migrating() {
        return connector.patient("keycard");
    }

    /**
     * Ends the session of a connection whose commit was not answered, if the server still waits for a standby: it would keep its
     * locks and its place among the server's connections. The outcome of the commit stays unknown.
     *
     * @param pid the process of the session
     */
    void endWaitingForStandby(int pid) {
        try (SqlConnection sql = reading()) {
            sql.first(END_WAITING, Row::flag, (long) pid);
        } catch (SQLException unreachable) {
            // The server ends the session itself when it finds its client gone.
        }
    }

    void watch(Metrics metrics) {
        gauge(metrics, "active", "Connections to the database in use.", HikariPoolMXBean::getActiveConnections);
        gauge(metrics, "idle", "Connections to the database that are free.", HikariPoolMXBean::getIdleConnections);
        gauge(
                metrics,
                "waiting",
                "Requests that wait for a connection to the database.",
                HikariPoolMXBean::getThreadsAwaitingConnection);
    }

    private void gauge(Metrics metrics, String name, String help, ToIntFunction<HikariPoolMXBean> value) {
        String metric = "keycard_store_connections_" + name;
        metrics.gauge(metric, help, () -> value(reads, value), "pool", "read");
        metrics.gauge(metric, help, () -> value(writes, value), "pool", "write");
    }

    private static int value(HikariDataSource source, ToIntFunction<HikariPoolMXBean> value) {
        HikariPoolMXBean pool = source.getHikariPoolMXBean();
        return pool == null ? 0 : value.applyAsInt(pool);
    }

    @Override
    public void close() {
        reads.close();
        writes.close();
    }
}
