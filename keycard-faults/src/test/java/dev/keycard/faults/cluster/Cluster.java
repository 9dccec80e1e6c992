package dev.keycard.faults.cluster;

import dev.keycard.testkit.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Servers over one PostgreSQL with a synchronous standby, and one Redis. Between each node and each of them there is a proxy. For
 * one thread at a time.
 */
public final class Cluster implements AutoCloseable {

    private static final Pattern ADMIN = Pattern.compile("Sign in as admin with the password (\\S+)");

    /** The proxies of one node. */
    private record Links(FaultProxy primary, FaultProxy standby, FaultProxy redis) {

        String storeUrl() {
            return "jdbc:postgresql://127.0.0.1:" + primary.port() + ",127.0.0.1:" + standby.port() + "/"
                    + PostgresProcess.DATABASE + "?targetServerType=primary&sslmode=disable&gssEncMode=disable";
        }

        String redisUrl() {
            return "redis://127.0.0.1:" + redis.port();
        }

        void close() throws IOException {
            primary.close();
            standby.close();
            redis.close();
        }
    }

    private final PostgresProcess primary;
    private final PostgresProcess standby;
    private final RedisServer redis;
    private final List<Links> links = new ArrayList<>();
    private final List<NodeProcess> nodes = new ArrayList<>();

    private Cluster(PostgresProcess primary, PostgresProcess standby, RedisServer redis) {
        this.primary = primary;
        this.standby = standby;
        this.redis = redis;
    }

    /**
     * Starts databases and nodes.
     *
     * @param maxStaleness how old the view of a node may be before it asks the database
     * @param more settings by their names
     */
    public static Cluster start(Path folder, int size, Duration maxStaleness, Map<String, String> more)
            throws IOException, InterruptedException, SQLException {
        PostgresProcess primary =
                PostgresProcess.create(PostgresBinaries.unpackedIn(folder.resolve("postgresql")), folder);
        primary.start();
        primary.createDatabase();
        primary.stop();
        PostgresProcess standby = primary.standby(folder);
        primary.start();
        standby.start();
        while (!primary.hasSynchronousStandby()) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        Cluster cluster = new Cluster(primary, standby, RedisServer.start());
        for (int node = 0; node < size; node++) {
            cluster.add(new NodeProcess(folder, "node" + node, Map.of()));
        }
        cluster.restart(maxStaleness, more);
        return cluster;
    }

    private void add(NodeProcess node) throws IOException {
        nodes.add(node);
        links.add(new Links(
                FaultProxy.toPostgres(primary.port()),
                FaultProxy.toPostgres(standby.port()),
                FaultProxy.to(redis.port())));
    }

    /**
     * Starts all nodes, again or for the first time, with other settings.
     *
     * @param more settings by their names
     */
    public void restart(Duration maxStaleness, Map<String, String> more) throws IOException, InterruptedException {
        for (int index = 0; index < nodes.size(); index++) {
            NodeProcess node = nodes.get(index);
            Map<String, String> settings = new LinkedHashMap<>(Map.of(
                    "store.url",
                    links.get(index).storeUrl(),
                    "redis.url",
                    links.get(index).redisUrl()));
            settings.putAll(more);
            node.close();
            node.configure(Settings.of(maxStaleness, settings));
            node.start();
        }
    }

    /** The password of the first user, whom the first node made. */
    public String adminPassword() throws IOException {
        for (NodeProcess node : nodes) {
            Matcher said = ADMIN.matcher(node.said());
            if (said.find()) {
                return said.group(1);
            }
        }
        throw new IllegalStateException("no node has told a password");
    }

    public int size() {
        return nodes.size();
    }

    public NodeProcess node(int index) {
        return nodes.get(index);
    }

    public List<NodeProcess> nodes() {
        return List.copyOf(nodes);
    }

    public List<String> origins() {
        return nodes.stream().map(NodeProcess::origin).toList();
    }

    /** The proxy between a node and the primary. */
    public FaultProxy proxy(int node) {
        return links.get(node).primary();
    }

    /** The proxies between all nodes and the primary. */
    public List<FaultProxy> proxies() {
        return links.stream().map(Links::primary).toList();
    }

    /** The proxies between all nodes and Redis. */
    public List<FaultProxy> redisProxies() {
        return links.stream().map(Links::redis).toList();
    }

    public RedisServer redis() {
        return redis;
    }

    public PostgresProcess primary() {
        return primary;
    }

    public PostgresProcess standby() {
        return standby;
    }

    @Override
    public void close() throws IOException {
        nodes.forEach(NodeProcess::close);
        for (Links each : links) {
            each.close();
        }
        redis.close();
        standby.close();
        primary.close();
    }
}
