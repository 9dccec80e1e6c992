package dev.keycard.sql;

import dev.keycard.api.Internal;
import dev.keycard.store.StorePolicy;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/**
 * How a PostgreSQL database is opened. Immutable.
 *
 * @param url the JDBC URL; it may name several hosts with {@code targetServerType=primary}
 * @param user null if the URL names the user
 * @param password null if none is needed
 * @param schema the schema of Keycard's tables, beside which others may stand; made with the tables if it is missing, and
 *     used whatever {@code currentSchema} of the URL says. Null for the first schema of the user's {@code search_path}, or
 *     of {@code currentSchema}
 * @param connections how many connections are opened at most, half of them for changes; at least 2, default 10. One more listens
 *     for signals
 * @param deadlines how long the steps of a request to the database may take
 * @param policy the rules for all stores
 */
public record PostgresSettings(
        String url,
        @Nullable String user,
        @Nullable String password,
        @Nullable String schema,
        int connections,
        Deadlines deadlines,
        StorePolicy policy)
        implements DatabaseSettings {

    private static final String SCHEME = "jdbc:postgresql:";
    private static final String LOOPBACK = "(localhost|127[.][0-9.]+|\\[::1])(:[0-9]+)?";
    private static final Pattern LOCAL =
            Pattern.compile(SCHEME + "(//" + LOOPBACK + "(," + LOOPBACK + ")*)?/?([^/:]*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern SECRET = Pattern.compile("[?&](password|sslpassword)=", Pattern.CASE_INSENSITIVE);
    private static final Pattern OWN = Pattern.compile("[?&](options|service)=", Pattern.CASE_INSENSITIVE);
    private static final Pattern SERVER_TYPE = Pattern.compile("[?&]targetServerType=(?!primary(&|$)|master(&|$))");

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
        if (!url.startsWith(SCHEME) || !Driver.parses(url)) {
            throw new IllegalArgumentException("store.url is not jdbc:postgresql://host:port/database");
        }
        if (SECRET.matcher(url).find()) {
            throw new IllegalArgumentException(
                    "store.url contains a password, which logs and listings would show: set store.password instead");
        }
        if (OWN.matcher(url).find()) {
            throw new IllegalArgumentException(
                    "store.url must not have the parameters options and service: Keycard sets"
                            + " options itself, and a service may name another server");
        }
        if (SERVER_TYPE.matcher(url).find()) {
            throw new IllegalArgumentException("store.url must have targetServerType=primary, or none: a standby may be"
                    + " behind, and would accept what has been revoked");
        }
        if (schema != null) {
            PostgresSchema.requireName(schema);
        }
        if (connections < 2) {
            throw new IllegalArgumentException("store.connections must be at least 2");
        }
    }

    /** The database of that URL with the defaults. */
    public static PostgresSettings of(String url) {
        return new PostgresSettings(url, null, null, null, 10, Deadlines.defaults(), StorePolicy.defaults());
    }

    @Override
    public PostgresSettings withPolicy(StorePolicy other) {
        return new PostgresSettings(url, user, password, schema, connections, deadlines, other);
    }

    public PostgresSettings withConnections(int count) {
        return new PostgresSettings(url, user, password, schema, count, deadlines, policy);
    }

    public PostgresSettings withUser(@Nullable String name, @Nullable String secret) {
        return new PostgresSettings(url, name, secret, schema, connections, deadlines, policy);
    }

    /**
     * The same with Keycard's tables in that schema.
     *
     * @param name at most 40 characters out of a-z, 0-9 and _; null for the first schema of the {@code search_path}
     */
    public PostgresSettings withSchema(@Nullable String name) {
        return new PostgresSettings(url, user, password, name, connections, deadlines, policy);
    }

    public PostgresSettings withDeadlines(Deadlines other) {
        return new PostgresSettings(url, user, password, schema, connections, other, policy);
    }

    /** Whether all hosts that the URL names are this machine, by their names. */
    @Internal
    public boolean isLocal() {
        return LOCAL.matcher(address()).matches();
    }

    /** How many hosts the URL names. */
    @Internal
    public int hosts() {
        return Driver.hosts(url);
    }

    @Override
    public PostgresDatabase open() {
        return PostgresDatabase.open(this);
    }

    /** The URL without its parameters, and the schema if one is named. */
    @Override
    public String name() {
        String named = schema == null ? Driver.currentSchema(url) : schema;
        return named == null ? address() : address() + " (schema " + named + ")";
    }

    private String address() {
        return url.replaceFirst("\\?.*", "");
    }

    @Internal
    @Override
    public <T> T migrating(Function<Migrations, T> work) {
        try (PostgresPool pool = new PostgresPool(this)) {
            return work.apply(new PostgresMigrations(pool));
        }
    }

    /** Leaves the password out, and the parameters of the URL, which may hold one. */
    @Override
    public String toString() {
        return "PostgresSettings[" + name() + "]";
    }

    /** The driver is loaded only when a URL is checked. */
    private static final class Driver {

        static boolean parses(String url) {
            return org.postgresql.Driver.parseURL(url, null) != null;
        }

        static @Nullable String currentSchema(String url) {
            Properties parsed = org.postgresql.Driver.parseURL(url, null);
            return parsed == null ? null : PGProperty.CURRENT_SCHEMA.getOrDefault(parsed);
        }

        static int hosts(String url) {
            Properties parsed = org.postgresql.Driver.parseURL(url, null);
            String names = parsed == null ? null : PGProperty.PG_HOST.getOrDefault(parsed);
            return names == null ? 1 : names.split(",", -1).length;
        }
    }
}
