package dev.keycard.faults.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server as a process that the test owns, durable as in production. For one thread at a time. */
public final class PostgresProcess implements AutoCloseable {

    static final String USER = "postgres";
    static final String DATABASE = "keycard";
    private static final String STANDBY = "standby";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final List<String> SETTINGS = List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "shared_buffers=24MB",
            "max_connections=80",
            "wal_keep_size=64MB",
            "max_wal_size=256MB",
            "autovacuum_naptime=10s",
            "deadlock_timeout=100ms",
            // Commits wait for the standby, which otherwise lets 5 s pass before it connects again.
            "wal_retrieve_retry_interval=200ms");

    private final PostgresBinaries binaries;
    private final Path data;
    private final int port;
    private final Path log;
    private @Nullable Process process;

    private PostgresProcess(PostgresBinaries binaries, Path data, Path log) {
        this.binaries = binaries;
        this.data = data;
        this.log = log;
        this.port = Ports.take();
    }

    /** A new server with an empty database, which is not started yet. */
    static PostgresProcess create(PostgresBinaries binaries, Path folder) throws IOException, InterruptedException {
        Path data = folder.resolve("primary");
        PostgresProcess server = new PostgresProcess(binaries, data, folder.resolve("primary.log"));
        Process initialising = new ProcessBuilder(binaries.command(
                        "initdb",
                        List.of("-D", data.toString(), "-A", "trust", "-U", USER, "-E", "UTF8", "--locale=C", "-N")))
                .redirectErrorStream(true)
                .redirectOutput(server.log.toFile())
                .start();
        if (initialising.waitFor() != 0) {
            throw new IllegalStateException("initdb failed: " + Files.readString(server.log));
        }
        return server;
    }

    /** A synchronous standby of this server, which must not be running; neither is started. */
    PostgresProcess standby(Path folder) throws IOException {
        PostgresProcess standby = new PostgresProcess(binaries, folder.resolve(STANDBY), folder.resolve("standby.log"));
        copy(data, standby.data);
        Files.createFile(standby.data.resolve("standby.signal"));
        standby.set("primary_conninfo = 'host=127.0.0.1 port=" + port + " user=" + USER + " application_name=" + STANDBY
                + "'");
        set("synchronous_standby_names = '" + STANDBY + "'");
        return standby;
    }

    /** No commit waits for a standby any more. To be called before the start. */
    void forgetStandby() throws IOException {
        set("synchronous_standby_names = ''");
    }

    private void set(String line) throws IOException {
        Files.writeString(
                data.resolve("postgresql.auto.conf"),
                line + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    int port() {
        return port;
    }

    /** Starts it and waits until it answers. */
    public void start() throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-D", data.toString(), "-p", Integer.toString(port)));
        SETTINGS.forEach(setting -> arguments.addAll(List.of("-c", setting)));
        Process started = new ProcessBuilder(binaries.command("postgres", arguments))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Processes.endWithThisProcess(started);
        process = started;
        awaitAnswer(started);
    }

    /** Stops it as an operator would: it ends its connections and leaves its files in good order. */
    public void stop() {
        Processes.stop(running(), "INT");
    }

    /** Kills it with all its processes, as when its machine dies. */
    public void kill() {
        Processes.kill(running());
    }

    /** Suspends it with all its processes. */
    public void freeze() {
        Processes.freeze(running());
    }

    /** Lets it go on. */
    public void thaw() {
        Processes.thaw(running());
    }

    /** Makes a standby the primary, and waits until it is. */
    public void promote() throws SQLException {
        execute("select pg_promote(true, 60)");
    }

    /** Whether the named standby has everything that is committed here. */
    boolean hasSynchronousStandby() throws SQLException {
        return number("select count(*) from pg_stat_replication where sync_state = 'sync' and state = 'streaming'")
                == 1;
    }

    /** A connection of the test, past the proxies. */
    public Connection connect() throws SQLException {
        return connect(DATABASE);
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?sslmode=disable&connectTimeout=5", USER, "");
    }

    void createDatabase() throws SQLException {
        try (Connection connection = connect(USER);
                Statement sql = connection.createStatement()) {
            sql.execute("create database " + DATABASE);
        }
    }

    /** Runs one statement. */
    public void execute(String statement) throws SQLException {
        try (Connection connection = connect();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    /** The number that a query answers. */
    public long number(String query) throws SQLException {
        try (Connection connection = connect();
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void awaitAnswer(Process started) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (Connection connection = connect(USER)) {
                connection.isValid(5);
                return;
            } catch (SQLException notYet) {
                if (!started.isAlive() || System.nanoTime() > deadline) {
                    started.destroyForcibly();
                    throw new IllegalStateException("PostgreSQL did not start:\n" + Files.readString(log), notYet);
                }
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("not started");
        }
        return process;
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            kill();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {

            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectory(
                        to.resolve(from.relativize(folder)),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
