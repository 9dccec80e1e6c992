package dev.keycard.faults.cluster;

import dev.keycard.Environment;
import dev.keycard.server.config.ConfigurationLoader;
import dev.keycard.server.config.ServerConfiguration;
import dev.keycard.server.http.Limits;
import dev.keycard.server.node.KeycardServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The server with a wall clock that is wrong. Arguments: how far in milliseconds, the port, the data folder. */
public final class ShiftedServer {

    private ShiftedServer() {}

    public static void main(String[] arguments) throws InterruptedException {
        InstantSource clock =
                InstantSource.offset(InstantSource.system(), Duration.ofMillis(Long.parseLong(arguments[0])));
        Environment environment = Environment.system().withClock(clock, System::nanoTime);
        Map<String, @Nullable String> flags = new HashMap<>();
        flags.put("server.port", arguments[1]);
        flags.put("data", arguments[2]);
        ServerConfiguration configuration =
                ServerConfiguration.of(new ConfigurationLoader(Path.of(""), System.getenv()).load(null, flags));
        KeycardServer server = KeycardServer.start(configuration, () -> environment, Limits.defaults());
        System.out.println("listening on " + server.address());
        new CountDownLatch(1).await();
    }
}
