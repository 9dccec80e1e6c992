package dev.keycard.faults.cluster;

import dev.keycard.server.Main;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server as a process of its own, on the class path of the tests, always at the same port. For one thread at a time. */
public final class NodeProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private final Path data;
    private final Path log;
    private Map<String, String> settings;
    private final int port = Ports.take();
    private @Nullable Process process;

    NodeProcess(Path folder, String name, Map<String, String> settings) {
        this.data = folder.resolve(name);
        this.log = folder.resolve(name + ".log");
        this.settings = settings;
    }

    public String origin() {
        return "http://127.0.0.1:" + port;
    }

    /** Starts it and waits until it answers. */
    public void start() throws IOException, InterruptedException {
        begin();
        awaitAnswer();
    }

    /** Starts it and does not wait. */
    public void begin() throws IOException {
        launch(List.of(Main.class.getName(), "serve", "--port", Integer.toString(port), "--data", data.toString()));
    }

    /** Starts it with a wall clock that {@link #setClock} sets, and waits until it answers. */
    public void startWithClock(Duration ahead) throws IOException, InterruptedException {
        setClock(ahead);
        launch(List.of(ShiftedServer.class.getName(), clock().toString(), Integer.toString(port), data.toString()));
        awaitAnswer();
    }

    /** Sets the wall clock of the running process. */
    public void setClock(Duration ahead) throws IOException {
        Path written = Files.writeString(clock().resolveSibling(clock().getFileName() + ".new"), "" + ahead.toMillis());
        Files.move(written, clock(), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path clock() {
        return log.resolveSibling(log.getFileName() + ".clock");
    }

    /** Other settings, from the next start on. */
    void configure(Map<String, String> other) {
        settings = other;
    }

    /** SIGTERM: it finishes what has begun. */
    public void stop() {
        Processes.stop(running(), "TERM");
    }

    /** SIGKILL: no hook runs, nothing is flushed. */
    public void kill() {
        Processes.kill(running());
    }

    /** SIGSTOP: the process does nothing until it is thawed. */
    public void freeze() {
        Processes.freeze(running());
    }

    /** SIGCONT. */
    public void thaw() {
        Processes.thaw(running());
    }

    /** What it has printed and logged since the first start. */
    public String said() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            kill();
        }
    }

    private void launch(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx144m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:MaxDirectMemorySize=64m",
                "-Xss512k"));
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(settings);
        Process started = builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Processes.endWithThisProcess(started);
        process = started;
    }

    /** Waits until it answers. */
    public void awaitAnswer() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!answers()) {
            if (!running().isAlive() || System.nanoTime() > deadline) {
                running().destroyForcibly();
                throw new IllegalStateException("the server did not start:\n" + said());
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private boolean answers() throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(origin() + "/healthz"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("not started");
        }
        return process;
    }
}
