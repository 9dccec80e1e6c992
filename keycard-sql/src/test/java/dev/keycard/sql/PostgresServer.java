package dev.keycard.sql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL server for the tests of this process. It is started when it is first needed and ends with the process. Each
 * test has a database of its own, copied from one that was migrated once. Thread-safe.
 */
final class PostgresServer {

    private static final String TEMPLATE = "keycard_template";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final EmbeddedPostgres server;

    private PostgresServer(EmbeddedPostgres server) {
        this.server = server;
    }

    static PostgresServer shared() {
        return Holder.SERVER;
    }

    /** The URL of a new database with the tables of Keycard. */
    String newDatabase() {
        String name = "test" + DATABASES.incrementAndGet();
        execute("create database " + name + " template " + TEMPLATE);
        return server.getJdbcUrl("postgres", name);
    }

    /** Drops a database with its connections. */
    void drop(String url) {
        execute("drop database if exists " + url.replaceFirst(".*/(\\w+)\\?.*", "$1") + " with (force)");
    }

    private void execute(String statement) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        } catch (SQLException failure) {
            throw new IllegalStateException(statement, failure);
        }
    }

    private static PostgresServer start() {
        try {
            // Nothing here tests what survives a crash of the machine.
            PostgresServer started = new PostgresServer(EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("synchronous_commit", "off")
                    .setServerConfig("full_page_writes", "off")
                    .start());
            started.execute("create database " + TEMPLATE);
            PostgresMigrations.migrate(started.server.getDatabase("postgres", TEMPLATE));
            return started;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static final class Holder {
        private static final PostgresServer SERVER = start();
    }
}
