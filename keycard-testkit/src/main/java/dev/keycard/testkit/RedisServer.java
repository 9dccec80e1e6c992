package dev.keycard.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A real Redis server for tests, a process of its own on a free port of 127.0.0.1, without files. The program comes from the
 * dependency {@code com.github.codemonstur:embedded-redis}, which the tests add; nothing has to be installed. It ends with this
 * process at the latest. Thread-safe.
 */
public final class RedisServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SLOTS = 16_384;

    private final int port;
    private final Path folder;
    private final List<String> options;
    private final @Nullable String password;
    private volatile Process process;

    private RedisServer(int port, List<String> options, @Nullable String password) {
        this.port = port;
        this.options = List.copyOf(options);
        this.password = password;
        this.folder = RedisProgram.newFolder();
        this.process = launch();
    }

    /**
     * Starts a server.
     *
     * @param options more options of {@code redis-server}, such as {@code "--maxmemory", "2mb"}
     */
    public static RedisServer start(String... options) {
        return started(freePort(), List.of(options), null);
    }

    /** Starts a server that asks for a password. */
    public static RedisServer startWithPassword(String password, String... options) {
        List<String> all = new ArrayList<>(List.of("--requirepass", password));
        all.addAll(List.of(options));
        return started(freePort(), all, password);
    }

    /**
     * Starts a server that also speaks TLS, on {@link #tlsPort}.
     *
     * @param certificate a PEM file
     * @param key a PEM file
     */
    public static RedisServer startWithTls(Path certificate, Path key) {
        int tlsPort = freePort();
        return start(
                "--tls-port",
                String.valueOf(tlsPort),
                "--tls-cert-file",
                certificate.toString(),
                "--tls-key-file",
                key.toString(),
                "--tls-ca-cert-file",
                certificate.toString(),
                "--tls-auth-clients",
                "no");
    }

    /** Whether the server program of this machine can speak TLS. */
    public static boolean speaksTls() {
        return RedisProgram.speaksTls();
    }

    /** Starts a copy of this server, which a sentinel can promote. */
    public RedisServer startReplica() {
        return start("--replicaof", "127.0.0.1", String.valueOf(port));
    }

    /** Starts a sentinel that watches this server under a name, and promotes a replica a second after it is gone. */
    public RedisServer startSentinel(String name) {
        int sentinelPort = freePort();
        Path configuration = RedisProgram.newFolder().resolve("sentinel.conf");
        try {
            Files.writeString(
                    configuration,
                    "port " + sentinelPort + "\nbind 127.0.0.1\nsentinel monitor " + name + " 127.0.0.1 " + port
                            + " 1\nsentinel down-after-milliseconds " + name + " 1000\nsentinel failover-timeout "
                            + name
                            + " 3000\n");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return started(sentinelPort, List.of(configuration.toString(), "--sentinel"), null);
    }

    /** Starts the masters of a cluster, without replicas, and waits until it serves all slots. */
    public static List<RedisServer> startCluster(int masters) {
        List<RedisServer> nodes = IntStream.range(0, masters)
                .mapToObj(node -> start("--cluster-enabled", "yes", "--cluster-node-timeout", "2000"))
                .toList();
        for (int node = 0; node < masters; node++) {
            List<String> command = new ArrayList<>(List.of("CLUSTER", "ADDSLOTS"));
            IntStream.range(SLOTS * node / masters, SLOTS * (node + 1) / masters)
                    .forEach(slot -> command.add(String.valueOf(slot)));
            nodes.get(node).command(command.toArray(String[]::new));
            nodes.get(0).command("CLUSTER", "MEET", "127.0.0.1", String.valueOf(nodes.get(node).port));
        }
        nodes.forEach(node -> await(() -> {
            String state = node.command("CLUSTER", "INFO");
            return state.contains("cluster_state:ok") && state.contains("cluster_known_nodes:" + masters);
        }));
        return nodes;
    }

    public int port() {
        return port;
    }

    /** The port for TLS, of a server that was started with it. */
    public int tlsPort() {
        return Integer.parseInt(options.get(options.indexOf("--tls-port") + 1));
    }

    /** The address for clients, without a password. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Kills the server; what it held is lost. */
    public synchronized void stop() {
        if (process.isAlive()) {
            signal("CONT");
            process.destroyForcibly();
            try {
                process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Starts the killed server on the same port, empty. */
    public synchronized void startAgain() {
        process = launch();
        await(this::answers);
    }

    /** Stops the process (SIGSTOP): connections stay open, and nothing is answered. */
    public void suspend() {
        signal("STOP");
    }

    /** Lets a suspended process go on. */
    public void resume() {
        signal("CONT");
    }

    /** Removes all keys. */
    public void flush() {
        command("FLUSHALL");
    }

    /**
     * Sends one command on a connection of its own, and returns the answer as text; that of a list has a line for each entry.
     */
    public String command(String... command) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            String secret = password;
            if (secret != null) {
                send(socket, "AUTH", secret);
            }
            return send(socket, command);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Waits until the condition holds, half a minute at most. */
    public static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("this did not happen within " + PATIENCE);
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    @Override
    public void close() {
        stop();
        RedisProgram.delete(folder);
    }

    private static RedisServer started(int port, List<String> options, @Nullable String password) {
        RedisServer server = new RedisServer(port, options, password);
        await(server::answers);
        return server;
    }

    private Process launch() {
        List<String> command = new ArrayList<>(List.of(RedisProgram.path().toString()));
        command.addAll(options);
        if (!options.contains("--sentinel")) {
            command.addAll(
                    List.of("--port", String.valueOf(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
        }
        return RedisProgram.launch(command, folder);
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("redis-server ended: " + RedisProgram.output(folder));
        }
        try {
            return command("PING").equals("PONG");
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private void signal(String name) {
        try {
            int code = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill -" + name + " ended with " + code);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String send(Socket socket, String... command) throws IOException {
        StringBuilder text = new StringBuilder("*" + command.length + "\r\n");
        for (String part : command) {
            text.append('$')
                    .append(part.getBytes(StandardCharsets.UTF_8).length)
                    .append("\r\n")
                    .append(part)
                    .append("\r\n");
        }
        OutputStream out = socket.getOutputStream();
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
        return answer(new BufferedInputStream(socket.getInputStream()));
    }

    private static String answer(InputStream in) throws IOException {
        String head = line(in);
        return switch (head.charAt(0)) {
            case '$' -> bulk(in, Integer.parseInt(head.substring(1)));
            case '*' -> {
                StringBuilder entries = new StringBuilder();
                for (int left = Integer.parseInt(head.substring(1)); left > 0; left--) {
                    entries.append(answer(in)).append('\n');
                }
                yield entries.toString();
            }
            default -> head.substring(1);
        };
    }

    private static String bulk(InputStream in, int length) throws IOException {
        return length < 0 ? "" : new String(in.readNBytes(length + 2), 0, length, StandardCharsets.UTF_8);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the connection ended");
            }
            line.append((char) next);
        }
        return line.substring(0, line.length() - 1);
    }

    /** A free port whose partner, 10,000 above, is free too: nodes of a cluster use it among themselves. */
    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            if (isFree(port) && isFree(port + 10_000)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
