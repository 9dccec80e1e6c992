package dev.keycard.server.node;

import dev.keycard.Environment;
import dev.keycard.address.ClientAddresses;
import dev.keycard.crypto.Secret;
import dev.keycard.delivery.OutboxKind;
import dev.keycard.key.SigningKey;
import dev.keycard.node.CountedEvents;
import dev.keycard.node.Node;
import dev.keycard.node.NodeParts;
import dev.keycard.server.config.HttpSettings;
import dev.keycard.server.config.ServerConfiguration;
import dev.keycard.server.http.Limits;
import dev.keycard.server.http.Tls;
import dev.keycard.server.http.VertxServer;
import dev.keycard.server.memory.MemoryBudget;
import dev.keycard.server.memory.MemoryDemand;
import dev.keycard.server.metrics.FrontMetrics;
import dev.keycard.server.metrics.PrometheusMetrics;
import dev.keycard.settings.Configuration;
import dev.keycard.settings.MailSettings;
import dev.keycard.settings.MetricsSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server. Thread-safe. */
public final class KeycardServer implements AutoCloseable {

    /** How long requests may take to finish after the signal to stop. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(KeycardServer.class);

    private final ServerConfiguration configuration;
    private final Node node;
    private final VertxServer front;
    private final @Nullable Secret adminPassword;

    private KeycardServer(
            ServerConfiguration configuration, Node node, VertxServer front, @Nullable Secret adminPassword) {
        this.configuration = configuration;
        this.node = node;
        this.front = front;
        this.adminPassword = adminPassword;
    }

    /**
     * Opens the data, listens, and creates a first user if there is none. Throws exceptions whose message is one sentence for
     * the operator, as {@link Node#open} has them, and {@link dev.keycard.server.http.ListenException}.
     *
     * @param loading gives the environment, the same each time
     */
    public static KeycardServer start(ServerConfiguration configuration, Supplier<Environment> loading, Limits limits) {
        Configuration settings = configuration.settings();
        Optional<Tls> tls = TlsSettings.read(settings);
        MemoryBudget budget = MemoryBudget.fit(
                MemoryDemand.of(configuration), Runtime.getRuntime().maxMemory());
        Node node = Node.open(
                configuration
                        .with(budget.applyTo(configuration.engine().password()))
                        .withConnections(budget.connections())
                        .node(),
                NodeParts.in(() -> watched(configuration, loading.get()).withCacheSizes(budget.sizes())));
        Environment environment = loading.get();
        try {
            node.engine().start();
            VertxServer front = VertxServer.open(
                    settings.get(HttpSettings.HOST),
                    settings.get(HttpSettings.PORT),
                    tls.orElse(null),
                    FrontLimits.from(settings, limits, budget),
                    node.api().api(),
                    environment.entropy(),
                    new ClientAddresses(
                            settings.get(HttpSettings.TRUSTED_PROXIES), settings.get(HttpSettings.FORWARDED_HEADER)));
            FrontMetrics.watch(front, node.metrics());
            return completed(configuration, environment, node, front, budget);
        } catch (RuntimeException failed) {
            node.close();
            throw failed;
        }
    }

    /** The environment of a server, which keeps metrics unless they are off. */
    public static Environment watched(ServerConfiguration configuration, Environment environment) {
        if (!configuration.settings().get(MetricsSettings.ENABLED)) {
            return environment;
        }
        PrometheusMetrics metrics = new PrometheusMetrics(configuration.metricsPermission());
        return environment
                .withEvents(new CountedEvents(metrics, environment.events()))
                .withMetrics(metrics);
    }

    /** The password is made last, when nothing can fail before it is shown. */
    private static KeycardServer completed(
            ServerConfiguration configuration,
            Environment environment,
            Node node,
            VertxServer front,
            MemoryBudget budget) {
        try {
            Secret password = FirstAdmin.create(node.engine(), environment).orElse(null);
            KeycardServer server = new KeycardServer(configuration, node, front, password);
            server.tell(environment, budget);
            return server;
        } catch (RuntimeException failed) {
            front.close();
            throw failed;
        }
    }

    /** The URL of the server on this machine. */
    public String address() {
        Configuration settings = configuration.settings();
        String scheme = settings.get(HttpSettings.TLS_CERTIFICATE).isPresent() ? "https" : "http";
        String host = settings.get(HttpSettings.HOST);
        String reachable = host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
        return scheme + "://" + (reachable.contains(":") ? "[" + reachable + "]" : reachable) + ":" + front.port();
    }

    /** The password of the user {@code admin}, if that user was made by this start. */
    public Optional<Secret> adminPassword() {
        return Optional.ofNullable(adminPassword);
    }

    public Node node() {
        return node;
    }

    public int port() {
        return front.port();
    }

    /** Accepts no more requests, lets those that have begun finish, and closes everything. */
    public void stop(Duration patience) {
        LOG.info("stopping");
        node.engine().parts().caches().stream().close(); // answers that wait for changes would not end by themselves
        front.stop(patience);
        node.close();
        if (node.metrics() instanceof PrometheusMetrics metrics) {
            metrics.close();
        }
        LOG.info("stopped");
    }

    @Override
    public void close() {
        stop(PATIENCE);
    }

    private void tell(Environment environment, MemoryBudget budget) {
        Configuration settings = configuration.settings();
        SigningKey signer =
                node.engine().keys().current().signer(environment.clock().instant());
        LOG.atInfo()
                .addKeyValue("address", address())
                .addKeyValue("transport", front.transport())
                .addKeyValue("signatures", environment.signatures().describe())
                .addKeyValue("algorithm", signer.algorithm().joseName())
                .addKeyValue("kid", signer.kid())
                .addKeyValue("schema", node.schema().version())
                .addKeyValue("memory", budget.describe())
                .log("listening");
        if (settings.get(MailSettings.OUTBOX) == OutboxKind.LOG_INSECURE) {
            LOG.warn("links that let people in are written to this log: set mail.outbox to smtp outside development");
        }
        if (!configuration.web().cookies().secure() && !isLoopback(settings.get(HttpSettings.HOST))) {
            LOG.warn("passwords and tokens travel unprotected: set server.tls.certificate and server.tls.key, or"
                    + " server.public-url if a proxy in front does TLS");
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
