package dev.keycard.faults.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Servers over one PostgreSQL with a synchronous standby. Between each node and each of the two there is a proxy. For one thread at
 * a time.
 */
public final class Cluster implements AutoCloseable {

    private static final Pattern ADMIN = Pattern.compile("Sign in as admin with the password (\\S+)");

    private final PostgresProcess primary;
    private final PostgresProcess standby;
    private final List<FaultProxy> proxies;
    private final List<FaultProxy> standbyProxies;
    private final List<NodeProcess> nodes;

    private Cluster(
            PostgresProcess primary,
            PostgresProcess standby,
            List<FaultProxy> proxies,
            List<FaultProxy> standbyProxies,
            List<NodeProcess> nodes) {
        this.primary = primary;
        this.standby = standby;
        this.proxies = proxies;
        this.standbyProxies = standbyProxies;
        this.nodes = nodes;
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
        List<FaultProxy> proxies = new ArrayList<>();
        List<FaultProxy> standbyProxies = new ArrayList<>();
        List<NodeProcess> nodes = new ArrayList<>();
        for (int node = 0; node < size; node++) {
            proxies.add(FaultProxy.toPostgres(primary.port()));
            standbyProxies.add(FaultProxy.toPostgres(standby.port()));
            nodes.add(new NodeProcess(folder, "node" + node, Map.of()));
        }
        Cluster cluster = new Cluster(primary, standby, proxies, standbyProxies, nodes);
        cluster.restart(maxStaleness, more);
        return cluster;
    }

    /**
     * Starts all nodes, again or for the first time, with other settings.
     *
     * @param more settings by their names
     */
    public void restart(Duration maxStaleness, Map<String, String> more) throws IOException, InterruptedException {
        for (int index = 0; index < nodes.size(); index++) {
            NodeProcess node = nodes.get(index);
            node.close();
            node.configure(Settings.of(url(index), maxStaleness, more));
            node.start();
        }
    }

    private String url(int node) {
        return "jdbc:postgresql://127.0.0.1:" + proxies.get(node).port() + ",127.0.0.1:"
                + standbyProxies.get(node).port() + "/" + PostgresProcess.DATABASE
                + "?targetServerType=primary&sslmode=disable&gssEncMode=disable";
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
        return proxies.get(node);
    }

    /** The proxies between all nodes and the primary. */
    public List<FaultProxy> proxies() {
        return List.copyOf(proxies);
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
        for (FaultProxy proxy : proxies) {
            proxy.close();
        }
        for (FaultProxy proxy : standbyProxies) {
            proxy.close();
        }
        standby.close();
        primary.close();
    }
}
