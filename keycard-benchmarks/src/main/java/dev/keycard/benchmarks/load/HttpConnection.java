package dev.keycard.benchmarks.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A persistent connection with little cost for the machine: it sends whole requests as bytes, and parses only the needed parts
 * of an answer. Supports answers with a Content-Length or without a body. For one thread.
 */
final class HttpConnection implements AutoCloseable {

    private static final int LARGEST_ANSWER = 64 * 1024;
    private static final int PATIENCE_MILLIS = 30_000;

    /** An answer. */
    record Answer(int status, String body) {}

    private final Socket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[LARGEST_ANSWER];

    private HttpConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    static HttpConnection open(int port) throws IOException {
        return openFrom("127.0.0.1", port);
    }

    /** Opens a connection from that address: all of 127.0.0.0/8 is this machine on Linux. */
    static HttpConnection openFrom(String address, int port) throws IOException {
        Socket socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        return new HttpConnection(socket);
    }

    static byte[] get(String path, String header) {
        return bytes("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n");
    }

    static byte[] post(String path, String json) {
        return bytes(
                "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                        + json.length() + "\r\n\r\n" + json);
    }

    /** Sends a request and reads its answer. */
    Answer exchange(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        int filled = 0;
        int head = -1;
        while (head < 0) {
            filled += more(filled);
            head = endOfHead(filled);
        }
        String lines = new String(buffer, 0, head, StandardCharsets.ISO_8859_1);
        int end = head + lengthOf(lines);
        while (filled < end) {
            filled += more(filled);
        }
        int status = Integer.parseInt(lines, 9, 12, 10);
        return new Answer(status, new String(buffer, head, end - head, StandardCharsets.UTF_8));
    }

    private int more(int filled) throws IOException {
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read <= 0) {
            throw new EOFException("the connection ended within an answer");
        }
        return read;
    }

    private int endOfHead(int filled) {
        for (int i = 3; i < filled; i++) {
            if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n' && buffer[i - 3] == '\r') {
                return i + 1;
            }
        }
        return -1;
    }

    private static int lengthOf(String lines) {
        String name = "\ncontent-length:";
        int at = lines.toLowerCase(Locale.ROOT).indexOf(name);
        return at < 0
                ? 0
                : Integer.parseInt(lines.substring(at + name.length(), lines.indexOf('\r', at))
                        .strip());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
