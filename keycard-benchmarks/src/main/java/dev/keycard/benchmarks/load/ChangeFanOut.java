package dev.keycard.benchmarks.load;

import dev.keycard.Keycard;
import dev.keycard.client.Client;
import dev.keycard.crypto.Entropy;
import dev.keycard.key.SealingKeyFile;
import dev.keycard.login.TokenPair;
import dev.keycard.server.http.Limits;
import dev.keycard.server.http.VertxServer;
import dev.keycard.signin.SignInResult;
import dev.keycard.sql.SqliteDatabase;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.Username;
import dev.keycard.web.KeycardApi;
import dev.keycard.web.WebConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The cost of services that follow changes: many streams of one node, some changes a second for some seconds. Arguments:
 * streams (1000), changes a second (100), seconds (10). The clients run in this process; their thread is not counted.
 */
public final class ChangeFanOut {

    private static final String PASSWORD = "quiet-Lantern-over-7-rivers";
    /** For how many seconds changes are made before anything is measured. */
    private static final int WARM_UP = 10;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ChangeFanOut() {}

    public static void main(String[] args) throws Exception {
        int streams = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
        int rate = args.length > 1 ? Integer.parseInt(args[1]) : 100;
        int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 10;
        Path folder = Files.createTempDirectory("keycard-fan-out");
        try (SqliteDatabase database = SqliteDatabase.open(folder.resolve("keycard.db"));
                Keycard engine = Keycard.builder(database.stores())
                        .sealingKey(SealingKeyFile.in(folder))
                        .start();
                VertxServer server = VertxServer.open(
                        "127.0.0.1",
                        0,
                        null,
                        Limits.defaults(),
                        KeycardApi.over(
                                        engine,
                                        WebConfig.builder()
                                                .maxStreams(streams + 1)
                                                .build())
                                .api(),
                        Entropy.secure())) {
            run(engine, server.port(), streams, rate, seconds);
        }
    }

    private static void run(Keycard engine, int port, int streams, int rate, int seconds) throws Exception {
        engine.users().create(NewUser.named(Username.of("ada")), PASSWORD);
        User user = ((SignInResult.SignedIn) engine.signIn().withPassword("ada", PASSWORD, Client.unknown())).user();
        String token = engine.apiTokens()
                .create(user, "fan-out", Set.of("changes"), null)
                .orElseThrow()
                .secret()
                .reveal();
        List<TokenPair> pairs = new ArrayList<>();
        for (int i = 0; i < rate * (seconds + WARM_UP); i++) {
            pairs.add(engine.tokens().issue(user, Client.unknown()).orElseThrow());
        }
        byte[] request = ("GET /api/changes/ HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\nAuthorization: Token "
                        + token + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        try (Crowded crowd = new Crowded(port, request, streams);
                Watched watched = new Watched(port, request)) {
            crowd.start();
            watched.start();
            LockSupport.parkNanos(2_000_000_000L);
            makeChanges(engine, pairs.subList(0, rate * WARM_UP), rate, watched);
            LockSupport.parkNanos(1_000_000_000L);
            watched.forget();
            double quiet = seconds(cpuOfServer(4)) / 4;
            long bytes = crowd.bytes.get();
            long cpu = cpu();
            makeChanges(engine, pairs.subList(rate * WARM_UP, pairs.size()), rate, watched);
            double busy = seconds(cpu() - cpu);
            long changes = (long) rate * seconds;
            Figures.print("streams", streams);
            Figures.print("changes", (double) changes);
            Figures.print("cpu of the server without changes, s per s", quiet);
            Figures.print("cpu of the server with changes, s per s", busy / seconds);
            Figures.print(
                    "cpu per change and stream, microseconds", (busy - quiet * seconds) * 1e6 / changes / streams);
            Figures.print("bytes per change and stream", (crowd.bytes.get() - bytes) / (double) changes / streams);
            LockSupport.parkNanos(1_000_000_000L);
            watched.print();
        }
    }

    private static void makeChanges(Keycard engine, List<TokenPair> pairs, int rate, Watched watched) {
        long pause = 1_000_000_000L / rate;
        long due = System.nanoTime();
        for (TokenPair pair : pairs) {
            watched.made.put(pair.login().text(), System.nanoTime());
            engine.logins().revoke(pair.login());
            due += pause;
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    private static long cpuOfServer(int seconds) {
        long before = cpu();
        LockSupport.parkNanos(seconds * 1_000_000_000L);
        return cpu() - before;
    }

    /** The processor time of the server's threads. */
    private static long cpu() {
        long sum = 0;
        for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (thread != null
                    && (thread.getThreadName().startsWith("vert.x")
                            || thread.getThreadName().startsWith("keycard-"))) {
                sum += Math.max(0, THREADS.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return sum;
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }

    /** Many clients that read and count, on one thread. */
    private static final class Crowded extends Thread implements AutoCloseable {

        private final Selector selector = Selector.open();
        private final AtomicLong bytes = new AtomicLong();

        Crowded(int port, byte[] request, int streams) throws IOException {
            super("crowd");
            setDaemon(true);
            for (int i = 0; i < streams; i++) {
                SocketChannel channel =
                        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                ByteBuffer out = ByteBuffer.wrap(request);
                while (out.hasRemaining()) {
                    channel.write(out);
                }
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ);
            }
        }

        @Override
        public void run() {
            ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
            try {
                while (selector.isOpen()) {
                    selector.select(key -> read(key, buffer), 1_000);
                }
            } catch (IOException | ClosedSelectorException closed) {
                return;
            }
        }

        private void read(SelectionKey key, ByteBuffer buffer) {
            buffer.clear();
            try {
                int read = ((SocketChannel) key.channel()).read(buffer);
                if (read < 0) {
                    throw new IOException("a stream ended");
                }
                bytes.addAndGet(read);
            } catch (IOException ended) {
                key.cancel();
                System.out.println("a stream ended");
            }
        }

        @Override
        public void close() throws IOException {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        }
    }

    /** One more client, which measures how long changes take. */
    private static final class Watched extends Thread implements AutoCloseable {

        private final Socket socket;
        private final Map<String, Long> made = new ConcurrentHashMap<>();
        private final List<Double> millis = new ArrayList<>();

        Watched(int port, byte[] request) throws IOException {
            super("watch");
            setDaemon(true);
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.getOutputStream().write(request);
        }

        @Override
        public void run() {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("data: {\"seq\"") && line.contains("login_ended")) {
                        String id = line.substring(line.indexOf("\"login\":\"") + 9, line.lastIndexOf('"'));
                        Long began = made.remove(id);
                        if (began != null) {
                            add((System.nanoTime() - began) / 1e6);
                        }
                    }
                }
            } catch (IOException closed) {
                return;
            }
        }

        private void add(double delay) {
            synchronized (millis) {
                millis.add(delay);
            }
        }

        void forget() {
            made.clear();
            synchronized (millis) {
                millis.clear();
            }
        }

        void print() {
            synchronized (millis) {
                List<Double> sorted = millis.stream().sorted().toList();
                Figures.print("milliseconds from the act to a client, p50", sorted.get(sorted.size() / 2));
                Figures.print("milliseconds from the act to a client, p99", sorted.get(sorted.size() * 99 / 100));
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
