package dev.keycard.faults.cluster;

import dev.keycard.Environment;
import dev.keycard.server.config.ConfigurationLoader;
import dev.keycard.server.config.ServerConfiguration;
import dev.keycard.server.http.Limits;
import dev.keycard.server.node.KeycardServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The server with a wall clock that others set. Arguments: the file in which it reads by how many milliseconds its clock is
 * ahead, the port, the data folder.
 */
public final class ShiftedServer {

    private static final long PAUSE_MILLIS = 20;

    private static volatile long ahead;

    private ShiftedServer() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path file = Path.of(arguments[0]);
        ahead = read(file);
        Environment environment = Environment.system()
                .withClock(() -> Instant.ofEpochMilli(System.currentTimeMillis() + ahead), System::nanoTime);
        Map<String, @Nullable String> flags = new HashMap<>();
        flags.put("server.port", arguments[1]);
        flags.put("data", arguments[2]);
        ServerConfiguration configuration =
                ServerConfiguration.of(new ConfigurationLoader(Path.of(""), System.getenv()).load(null, flags));
        KeycardServer server = KeycardServer.start(configuration, () -> environment, Limits.defaults());
        System.out.println("listening on " + server.address());
        while (!new CountDownLatch(1).await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
            ahead = read(file);
        }
    }

    private static long read(Path file) throws IOException {
        return Long.parseLong(Files.readString(file).strip());
    }
}
