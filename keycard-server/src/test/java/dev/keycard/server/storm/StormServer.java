package dev.keycard.server.storm;

import dev.keycard.server.Main;
import dev.keycard.server.memory.MemoryBudget;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The server as a process of its own, with the flags of the launcher, on this test's class path. */
final class StormServer implements AutoCloseable {

    /** The flags of the launcher, with the smallest heap that is supported. */
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-Xms16m",
            "-Xmx" + MemoryBudget.SMALLEST_HEAP,
            "-XX:MaxDirectMemorySize=64m",
            "-Xss512k",
            "-XX:+ExitOnOutOfMemoryError");

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final int port;
    private final Path output;
    private final Process process;

    private StormServer(int port, Path output, Process process) {
        this.port = port;
        this.output = output;
        this.process = process;
    }

    /**
     * Starts over an empty folder, and waits until it listens.
     *
     * @param settings as environment variables
     */
    static StormServer start(Path folder, Map<String, String> settings) throws IOException, InterruptedException {
        int port = freePort();
        Path output = folder.resolve("server.log");
        ProcessBuilder builder = new ProcessBuilder(command(List.of(
                "serve",
                "--port",
                Integer.toString(port),
                "--data",
                data(folder).toString())));
        builder.environment().putAll(settings);
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        StormServer server = new StormServer(port, output, process);
        server.awaitListening();
        return server;
    }

    /** Runs one command of the command line over the same folder, and returns what it printed. */
    static String run(Path folder, String input, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", data(folder).toString()));
        Process process =
                new ProcessBuilder(command(all)).redirectErrorStream(true).start();
        try (var stdin = process.getOutputStream()) {
            stdin.write((input + "\n").getBytes(StandardCharsets.UTF_8));
        }
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the command failed: " + all + "\n" + printed);
        }
        return printed;
    }

    int port() {
        return port;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String said() throws IOException {
        return Files.readString(output);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException hurry) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitListening() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!said().contains("is listening on")) {
            if (!isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IllegalStateException("the server did not start:\n" + said());
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static Path data(Path folder) {
        return folder.resolve("data");
    }

    private static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(arguments);
        return command;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
