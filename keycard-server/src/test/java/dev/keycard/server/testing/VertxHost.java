package dev.keycard.server.testing;

import dev.keycard.Environment;
import dev.keycard.address.ClientAddresses;
import dev.keycard.server.config.ServerConfiguration;
import dev.keycard.server.http.Limits;
import dev.keycard.server.http.VertxServer;
import dev.keycard.server.node.KeycardServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The server. */
final class VertxHost implements Host {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public Hosted open(NodePlan plan, ClientAddresses clients) {
        TestNode node = TestNode.open(plan);
        node.keycard().start();
        VertxServer front = VertxServer.open(
                "127.0.0.1",
                0,
                null,
                Limits.defaults(),
                node.api().api(),
                plan.environment().entropy(),
                clients);
        return new Hosted("http://127.0.0.1:" + front.port(), front.port(), node, Optional.empty(), () -> {
            front.close();
            node.close();
        });
    }

    @Override
    public Hosted start(Path folder, Map<String, String> settings, Environment environment) {
        KeycardServer server = KeycardServer.start(
                ServerConfiguration.of(TestServer.configuration(folder, settings)),
                () -> environment,
                Limits.defaults());
        Runnable stop = () -> server.stop(PATIENCE);
        TestNode node = new TestNode(
                server.node().engine(), server.node().api(), server.node().database(), stop);
        return new Hosted(server.address(), server.port(), node, server.adminPassword(), stop);
    }
}
