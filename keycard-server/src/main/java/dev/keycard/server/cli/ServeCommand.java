package dev.keycard.server.cli;

import dev.keycard.crypto.Secret;
import dev.keycard.node.DataSettings;
import dev.keycard.server.config.HttpSettings;
import dev.keycard.server.config.LogSettings;
import dev.keycard.server.config.ServerConfiguration;
import dev.keycard.server.http.Limits;
import dev.keycard.server.log.Logging;
import dev.keycard.server.node.KeycardServer;
import dev.keycard.settings.Configuration;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code keycard serve} */
final class ServeCommand {

    private final CommandContext context;
    private final Terminal terminal;

    ServeCommand(CommandContext context, Terminal terminal) {
        this.context = context;
        this.terminal = terminal;
    }

    CommandSpec described() {
        return Leaf.of("serve", "Runs the server until it receives a signal to stop.", this::serve)
                .value("--host", "ADDRESS", "The address to listen on; 127.0.0.1 by default, 0.0.0.0 for all.")
                .value("--port", "PORT", "The port to listen on; 8000 by default, 0 for any free one.")
                .example("keycard serve")
                .example("keycard serve --port 9000 --data /var/lib/keycard")
                .described();
    }

    private void serve(Arguments arguments) {
        context.prepare();
        Map<String, @Nullable String> flags = new HashMap<>();
        flags.put(HttpSettings.HOST.name(), arguments.text("--host"));
        flags.put(HttpSettings.PORT.name(), arguments.text("--port"));
        Configuration settings = context.configuration(arguments, flags);
        Logging.apply(settings.get(LogSettings.LEVEL), settings.get(LogSettings.FORMAT));
        KeycardServer server =
                KeycardServer.start(ServerConfiguration.of(settings), context::environment, Limits.defaults());
        welcome(terminal.out(), server, settings);
        stopWhenTold(server);
        waitForEver();
    }

    /** Prints the address, the data folder, the first password, and an example of a request. */
    static void welcome(PrintStream out, KeycardServer server, Configuration settings) {
        out.println();
        out.println("  Keycard is listening on " + server.address());
        out.println("  Its data is in "
                + settings.get(DataSettings.FOLDER).toAbsolutePath().normalize());
        server.adminPassword().map(Secret::reveal).ifPresent(password -> {
            out.println();
            out.println("  Sign in as admin with the password " + password);
            out.println("  It is shown only once; change it with: keycard user password admin");
            out.println("  Try:");
            out.println("    curl " + server.address() + "/api/token/ -d username=admin -d password=" + password);
        });
        out.println();
        out.println("  Stop with Ctrl-C.");
        out.println();
        out.flush();
    }

    /**
     * After a signal to stop, the JVM runs its hooks and exits with the code of the signal. A regular stop is a success, so it
     * exits with 0.
     */
    private static void stopWhenTold(KeycardServer server) {
        Runtime runtime = Runtime.getRuntime();
        runtime.addShutdownHook(new Thread(
                () -> {
                    server.stop(KeycardServer.PATIENCE);
                    runtime.halt(0);
                },
                "keycard-stop"));
    }

    private static void waitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
