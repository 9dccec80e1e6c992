package dev.keycard.sql;

import dev.keycard.store.StorePolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a PostgreSQL database is opened. Immutable.
 *
 * @param url the JDBC URL; it may name several hosts with {@code targetServerType=primary}
 * @param user null if the URL names the user
 * @param password null if none is needed
 * @param connections how many connections are kept; default 10
 * @param deadlines how long the steps of a request to the database may take
 * @param policy the rules for all stores
 */
public record PostgresSettings(
        String url,
        @Nullable String user,
        @Nullable String password,
        int connections,
        Deadlines deadlines,
        StorePolicy policy) {

    /**
     * How long each step may take.
     *
     * @param connect until a new connection is ready; default 3 s
     * @param acquire until a connection is free; default 2 s
     * @param statement for each statement; default 3 s. The network may take as long again before a connection is given up
     */
    public record Deadlines(Duration connect, Duration acquire, Duration statement) {

        public static Deadlines defaults() {
            return new Deadlines(Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofSeconds(3));
        }
    }

    public PostgresSettings {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("the URL of a PostgreSQL database begins with jdbc:postgresql:");
        }
        if (connections < 1) {
            throw new IllegalArgumentException("at least one connection is needed");
        }
    }

    /** The database of that URL with the defaults. */
    public static PostgresSettings of(String url) {
        return new PostgresSettings(url, null, null, 10, Deadlines.defaults(), StorePolicy.defaults());
    }

    public PostgresSettings withPolicy(StorePolicy other) {
        return new PostgresSettings(url, user, password, connections, deadlines, other);
    }

    public PostgresSettings withConnections(int count) {
        return new PostgresSettings(url, user, password, count, deadlines, policy);
    }

    public PostgresSettings withUser(String name, String secret) {
        return new PostgresSettings(url, name, secret, connections, deadlines, policy);
    }

    public PostgresSettings withDeadlines(Deadlines other) {
        return new PostgresSettings(url, user, password, connections, other, policy);
    }

    /** Leaves the password out, and the parameters of the URL, which may hold one. */
    @Override
    public String toString() {
        return "PostgresSettings[" + url.replaceFirst("\\?.*", "") + "]";
    }
}
