package dev.keycard.server.testing;

import dev.keycard.Environment;
import dev.keycard.Keycard;
import dev.keycard.crypto.Secret;
import dev.keycard.server.config.ConfigurationLoader;
import dev.keycard.server.config.ServerConfiguration;
import dev.keycard.server.http.Limits;
import dev.keycard.server.node.KeycardServer;
import dev.keycard.settings.Configuration;
import dev.keycard.testkit.MutableClock;
import dev.keycard.web.KeycardApi;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A whole server in this process, on a free port, over the data in a folder. */
public final class TestServer implements AutoCloseable {

    private final KeycardServer server;

    private TestServer(KeycardServer server) {
        this.server = server;
    }

    /** Starts with the default settings and the real clock. */
    public static TestServer start(Path folder) {
        return start(folder, Map.of(), Environment.system());
    }

    /** Starts with other settings, by their names. */
    public static TestServer start(Path folder, Map<String, String> settings) {
        return start(folder, settings, Environment.system());
    }

    /** Starts with a clock that the test moves. */
    public static TestServer start(Path folder, Map<String, String> settings, MutableClock clock) {
        Environment environment = Environment.system().withClock(clock, clock::nanoTime);
        return start(folder, settings, environment);
    }

    public static TestServer start(Path folder, Map<String, String> settings, Environment environment) {
        return new TestServer(KeycardServer.start(
                ServerConfiguration.of(configuration(folder, settings)), () -> environment, Limits.defaults()));
    }

    /** The configuration of a server in that folder, on a free port. */
    public static Configuration configuration(Path folder, Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(Map.of("server.port", "0", "data", folder.toString()));
        all.putAll(settings);
        return new ConfigurationLoader(folder, Map.of()).load(null, new LinkedHashMap<>(all));
    }

    /** A client that keeps no cookies. */
    public TestClient client() {
        return new TestClient(server.address());
    }

    public int port() {
        return server.port();
    }

    /** The password of the user {@code admin}, where the start made that user. */
    public String adminPassword() {
        return server.adminPassword().map(Secret::reveal).orElseThrow();
    }

    public Keycard engine() {
        return server.node().engine();
    }

    /** Answers requests over the engine. */
    public KeycardApi api() {
        return server.node().api();
    }

    @Override
    public void close() {
        server.stop(Duration.ofSeconds(10));
    }
}
