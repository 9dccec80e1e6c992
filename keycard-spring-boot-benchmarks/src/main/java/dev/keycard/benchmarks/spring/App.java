package dev.keycard.benchmarks.spring;

import dev.keycard.benchmarks.spring.app.BareApplication;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** An application that runs in a process of its own, on loopback. For one thread. */
final class App implements AutoCloseable {

    private static final String LINE = "bench ";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Process process;
    private final Map<String, String> told = new HashMap<>();
    private final long begin;

    private App(Process process, long begin) {
        this.process = process;
        this.begin = begin;
    }

    /**
     * Starts one, and waits until it is ready.
     *
     * @param main the name of its class in the package of applications
     */
    static App start(Parts parts, String main, String... properties) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xms128m",
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                parts.classPath(),
                BareApplication.class.getPackageName() + "." + main,
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--logging.level.root=warn"));
        command.addAll(List.of(properties));
        long begin = System.nanoTime();
        App app = new App(
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start(),
                begin);
        app.read();
        return app;
    }

    private void read() throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        while (!told.containsKey("ready")) {
            String line = lines.readLine();
            if (line == null) {
                throw new IOException("an application did not start");
            }
            if (line.startsWith(LINE)) {
                String[] words = line.split(" ", 3);
                told.put(words[1], words[2]);
            } else {
                System.err.println(line);
            }
        }
    }

    /** What it told by that name. */
    String told(String name) {
        return Objects.requireNonNull(told.get(name), name);
    }

    String origin() {
        return "http://127.0.0.1:" + told("port");
    }

    /** The processor time that it has used. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    Duration sinceStart() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** The status of an answer. */
    int get(String path, String... header) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin() + path));
        if (header.length > 0) {
            request.headers(header);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
