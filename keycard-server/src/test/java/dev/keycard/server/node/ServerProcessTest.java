package dev.keycard.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server as a process of its own. */
class ServerProcessTest {

    @TempDir
    private Path folder;

    @Test
    void stopsInGoodOrder_whenTold_afterTheRequestInFlight() throws Exception {
        Process process = serve();
        try (BufferedReader out = reader(process)) {
            int port = portOf(out);
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                String body = "{\"username\":\"nobody\",\"password\":\"wrong password\"}";
                send(
                        socket,
                        "POST /api/token/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                                + body.length() + "\r\nExpect: 100-continue\r\n\r\n");
                assertThat(firstLine(socket)).startsWith("HTTP/1.1 100 ");
                process.destroy();
                awaitRefusal(port);
                send(socket, body);
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .contains("HTTP/1.1 401 ")
                        .contains("no_active_account");
            }
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void logs_jsonLinesWithoutSecrets() throws Exception {
        Process process = serve();
        String welcome;
        try (BufferedReader out = reader(process)) {
            StringBuilder said = new StringBuilder();
            for (String line = out.readLine(); !line.contains("Stop with"); line = out.readLine()) {
                said.append(line).append('\n');
            }
            welcome = said.toString();
            process.destroy();
            process.waitFor();
        } finally {
            process.destroyForcibly();
        }
        String password = welcome.replaceAll("(?s).*with the password (\\S+).*", "$1");
        assertThat(password).hasSize(20);
        String log = Files.readString(folder.resolve("err.txt"));
        assertThat(log).contains("\"message\":\"listening\"", "\"transport\":", "\"kid\":", "\"schema\":1");
        assertThat(log).doesNotContain(password);
        assertThat(log.lines()).allMatch(line -> line.startsWith("{\"time\":\"") && line.endsWith("}"));
    }

    private Process serve() throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.keycard.server.Main", "serve"));
        command.addAll(List.of("--port", "0", "--data", folder.resolve("data").toString()));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(new File(folder.toFile(), "err.txt"))
                .start();
    }

    private static BufferedReader reader(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static int portOf(BufferedReader out) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.contains("listening on")) {
                return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
            }
        }
        throw new AssertionError("the server did not say where it listens");
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String firstLine(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        while (!line.toString().endsWith("\r\n\r\n")) {
            line.append((char) socket.getInputStream().read());
        }
        return line.toString();
    }

    /** Until the server takes no more connections, which is when it has understood that it is to stop. */
    private static void awaitRefusal(int port) {
        boolean accepted = true;
        while (accepted) {
            try (Socket late = new Socket(InetAddress.getLoopbackAddress(), port)) {
                accepted = late.getInputStream().read() >= 0;
            } catch (IOException refused) {
                accepted = false;
            }
        }
    }
}
