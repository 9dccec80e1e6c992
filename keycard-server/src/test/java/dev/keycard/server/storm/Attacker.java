package dev.keycard.server.storm;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * One thread that strikes again and again, at a bounded rate: it shares the processors with the server, and the test is about the
 * server. Keeps the connections that it opened, the newest of them, and tells what became of the others.
 */
final class Attacker implements Runnable {

    /** Bytes a second, over all that this attacker sends. */
    private static final long RATE = 500_000;

    /** So that no attack makes more than 25 strokes a second. */
    private static final long COST_OF_STROKE = 20_000;

    private final Target target;
    private final int from;
    private final Attack attack;
    private final int kept;
    private final Counts counts;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final long start = System.nanoTime();
    private long sent;
    private volatile boolean over;

    /** @param kept how many connections it holds at once */
    Attacker(Target target, int from, Attack attack, int kept, Counts counts) {
        this.target = target;
        this.from = from;
        this.attack = attack;
        this.kept = kept;
        this.counts = counts;
    }

    @Override
    public void run() {
        while (!over) {
            try {
                attack.strike(this);
                counts.add(attack.name(), "sent");
            } catch (IOException closed) {
                counts.add(attack.name(), "closed");
            }
            pay(COST_OF_STROKE);
            while (open.size() > kept) {
                dismiss(open.removeFirst());
            }
        }
        open.forEach(this::dismiss);
    }

    void end() {
        over = true;
    }

    Target target() {
        return target;
    }

    Counts counts() {
        return counts;
    }

    String attack() {
        return attack.name();
    }

    /** A TCP connection that is kept. */
    Socket connect() throws IOException {
        return keep(target.connect(from));
    }

    /** A connection for HTTP/1 that is kept. */
    Socket open() throws IOException {
        return keep(target.open(from));
    }

    <T extends AutoCloseable> T keep(T connection) {
        open.addLast(connection);
        return connection;
    }

    void send(Socket socket, byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        pay(bytes.length);
    }

    void send(Socket socket, String text) throws IOException {
        send(socket, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Waits until that many bytes may have been sent. */
    void pay(long bytes) {
        sent += bytes;
        long due = start + sent * 1_000_000_000L / RATE;
        long wait = due - System.nanoTime();
        if (wait > 0) {
            try {
                TimeUnit.NANOSECONDS.sleep(Math.min(wait, 50_000_000));
            } catch (InterruptedException stopped) {
                over = true;
            }
        }
    }

    private void dismiss(AutoCloseable connection) {
        try (connection) {
            if (connection instanceof Socket socket) {
                counts.add(attack.name(), outcome(socket));
            }
        } catch (Exception broken) {
            counts.add(attack.name(), "reset");
        }
    }

    /** The status with which the server refused, or how it left the connection. */
    private static String outcome(Socket socket) throws IOException {
        socket.setSoTimeout(1);
        try {
            byte[] line = socket.getInputStream().readNBytes(12);
            if (line.length < 12) {
                return "closed without answer";
            }
            String status = new String(line, 9, 3, StandardCharsets.US_ASCII);
            return status.matches("[0-9]{3}") ? status : "bytes of TLS";
        } catch (SocketTimeoutException open) {
            return "still open";
        }
    }
}
