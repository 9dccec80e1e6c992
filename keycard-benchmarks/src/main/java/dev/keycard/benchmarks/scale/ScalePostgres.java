package dev.keycard.benchmarks.scale;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A real PostgreSQL server with the settings of a small dedicated machine; durable. It ends when it is closed. */
final class ScalePostgres implements AutoCloseable {

    private final EmbeddedPostgres server;

    private ScalePostgres(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Starts a server whose data lies in a new folder below that one, and is deleted at the end. */
    static ScalePostgres start(Path folder) throws IOException {
        Files.createDirectories(folder);
        File data = folder.resolve("postgresql").toFile();
        return new ScalePostgres(EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(true)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("shared_buffers", "512MB")
                .setServerConfig("max_wal_size", "2GB")
                .setServerConfig("checkpoint_timeout", "15min")
                .setServerConfig("random_page_cost", "1.1")
                .setServerConfig("max_connections", "100")
                .start());
    }

    /** The URL of a new, empty database. */
    String newDatabase(String name) throws SQLException {
        execute(server.getJdbcUrl("postgres", "postgres"), "create database " + name);
        return server.getJdbcUrl("postgres", name);
    }

    /** How long the processes of a database's connections have run on a processor, in nanoseconds. */
    static long processorNanos(List<Long> pids) throws IOException {
        long nanos = 0;
        for (long pid : pids) {
            String[] fields =
                    Files.readString(Path.of("/proc/" + pid + "/schedstat")).split(" ", 2);
            nanos += Long.parseLong(fields[0]);
        }
        return nanos;
    }

    /** The processes of the connections that Keycard has to a database. */
    static List<Long> processes(String url) throws SQLException {
        List<Long> pids = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select pid from pg_stat_activity"
                        + " where datname = current_database() and application_name like 'keycard%'")) {
            while (rows.next()) {
                pids.add(rows.getLong(1));
            }
        }
        return pids;
    }

    static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
