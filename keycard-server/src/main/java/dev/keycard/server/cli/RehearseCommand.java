package dev.keycard.server.cli;

import dev.keycard.crypto.Secret;
import dev.keycard.node.DataSettings;
import dev.keycard.server.config.ConfigurationLoader;
import dev.keycard.server.config.HttpSettings;
import dev.keycard.server.config.LogSettings;
import dev.keycard.server.config.ServerConfiguration;
import dev.keycard.server.http.Limits;
import dev.keycard.server.log.Logging;
import dev.keycard.server.node.KeycardServer;
import dev.keycard.settings.Configuration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code keycard rehearse}: starts, answers a request of each kind, and stops. The launcher runs it once for each build, so
 * that the JVM can record the classes that a start needs. Not meant for people.
 */
final class RehearseCommand {

    private static final Pattern ACCESS = Pattern.compile("\"access\":\"([^\"]+)\"");
    private static final Pattern REFRESH = Pattern.compile("\"refresh\":\"([^\"]+)\"");

    private final CommandContext context;
    private final Terminal terminal;

    RehearseCommand(CommandContext context, Terminal terminal) {
        this.context = context;
        this.terminal = terminal;
    }

    CommandSpec described() {
        return Leaf.of("rehearse", "Starts, answers some requests and stops.", this::rehearse)
                .hidden()
                .described();
    }

    private void rehearse(Arguments arguments) {
        context.prepare();
        // The configured database and mail server must not see a rehearsal.
        Configuration settings = ConfigurationLoader.fromFlags(Map.of(
                DataSettings.FOLDER.name(),
                Objects.requireNonNullElse(arguments.text("--data"), ""),
                HttpSettings.PORT.name(),
                "0",
                HttpSettings.HOST.name(),
                "127.0.0.1"));
        Logging.apply(settings.get(LogSettings.LEVEL), settings.get(LogSettings.FORMAT));
        KeycardServer server =
                KeycardServer.start(ServerConfiguration.of(settings), context::environment, Limits.defaults());
        try {
            ServeCommand.welcome(terminal.out(), server, settings);
            walk(server.port(), server.adminPassword().map(Secret::reveal).orElse(""));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } finally {
            server.stop(Duration.ofSeconds(1));
        }
    }

    private static void walk(int port, String password) throws IOException {
        get(port, "/healthz", "");
        get(port, "/readyz", "");
        get(port, "/.well-known/jwks.json", "");
        get(port, "/api/profile/", "");
        String credentials = "{\"username\":\"admin\",\"password\":\"" + password + "\"}";
        String pair = post(port, "/api/token/", credentials);
        String bearer = "Authorization: Bearer " + first(ACCESS, pair) + "\r\n";
        get(port, "/api/profile/", bearer);
        get(port, "/api/profile/", bearer);
        get(port, "/api/logins/", bearer);
        String refresh = "{\"refresh\":\"" + first(REFRESH, pair) + "\"}";
        post(port, "/api/token/verify/", refresh.replace("refresh", "token"));
        post(port, "/api/token/refresh/", refresh);
        post(port, "/api/token-auth/", credentials);
    }

    private static String get(int port, String path, String headers) throws IOException {
        return exchange(
                port, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n");
    }

    private static String post(int port, String path, String body) throws IOException {
        return exchange(
                port,
                "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private static String exchange(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? found.group(1) : "";
    }
}
