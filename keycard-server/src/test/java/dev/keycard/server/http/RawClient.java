package dev.keycard.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A connection that sends exactly the bytes it is given. */
final class RawClient implements AutoCloseable {

    private final Socket socket;

    RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
    }

    RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends what the server is still willing to take. */
    RawClient send(byte[] bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
        } catch (SocketException closed) {
            // The server has seen enough; what it said can still be read.
        }
        return this;
    }

    /** Sends the bytes again and again until nobody takes them for that long a time; returns how many went. */
    long sendUntilStuck(byte[] bytes, Duration patience) throws IOException {
        AtomicLong sent = new AtomicLong();
        Thread sender = new Thread(() -> {
            try {
                while (sent.get() < 200_000_000) {
                    socket.getOutputStream().write(bytes);
                    sent.addAndGet(bytes.length);
                }
            } catch (IOException closed) {
                // The test has seen enough.
            }
        });
        sender.setDaemon(true);
        sender.start();
        try {
            for (long before = -1; before != sent.get(); sender.join(patience.toMillis())) {
                before = sent.get();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return sent.get();
    }

    /** Sends the text over and over, a little every now and then, for as long as the server takes it. */
    RawClient trickle(String text) {
        Thread drip = new Thread(() -> {
            try {
                while (socket.isConnected() && !socket.isClosed()) {
                    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
                    TimeUnit.MILLISECONDS.sleep(10);
                }
            } catch (IOException | InterruptedException over) {
                // The server has closed.
            }
        });
        drip.setDaemon(true);
        drip.start();
        return this;
    }

    /** One answer with its body; empty if the server closed without one. */
    String answer() throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = read(in);
            if (next < 0) {
                return head.toString();
            }
            head.append((char) next);
        }
        return head + new String(in.readNBytes(lengthOf(head.toString())), StandardCharsets.ISO_8859_1);
    }

    /** Everything until the server closes. */
    String untilClosed() throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int next = read(in); next >= 0; next = read(in)) {
            all.write(next);
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    private static int read(InputStream in) throws IOException {
        try {
            return in.read();
        } catch (SocketException reset) {
            return -1;
        }
    }

    private static int lengthOf(String head) {
        for (String line : head.split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                return Integer.parseInt(
                        line.substring("content-length:".length()).strip());
            }
        }
        return 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
