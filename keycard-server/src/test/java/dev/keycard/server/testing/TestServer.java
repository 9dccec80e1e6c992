package dev.keycard.server.testing;

import dev.keycard.Environment;
import dev.keycard.Keycard;
import dev.keycard.crypto.Secret;
import dev.keycard.server.config.ConfigurationLoader;
import dev.keycard.settings.Configuration;
import dev.keycard.testkit.MutableClock;
import dev.keycard.web.KeycardApi;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A whole server in this process, on a free port, over the data in a folder. */
public final class TestServer implements AutoCloseable {

    private final Hosted hosted;

    private TestServer(Hosted hosted) {
        this.hosted = hosted;
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
        return new TestServer(Host.chosen().start(folder, settings, environment));
    }

    /** The configuration of a server in that folder, on a free port. */
    public static Configuration configuration(Path folder, Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(Map.of("server.port", "0", "data", folder.toString()));
        all.putAll(settings);
        return new ConfigurationLoader(folder, Map.of()).load(null, new LinkedHashMap<>(all));
    }

    /** A client that keeps no cookies. */
    public TestClient client() {
        return new TestClient(hosted.address());
    }

    public int port() {
        return hosted.port();
    }

    /** The password of the user {@code admin}, where the start made that user. */
    public String adminPassword() {
        return hosted.adminPassword().map(Secret::reveal).orElseThrow();
    }

    public Keycard engine() {
        return hosted.node().keycard();
    }

    /** Answers requests over the engine. */
    public KeycardApi api() {
        return hosted.node().api();
    }

    @Override
    public void close() {
        hosted.close();
    }
}
