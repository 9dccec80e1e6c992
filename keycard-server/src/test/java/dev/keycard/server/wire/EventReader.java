package dev.keycard.server.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client of server-sent events over a socket, that sees every line as it comes. For one thread. */
final class EventReader implements AutoCloseable {

    /** An event with the id that it has itself; empty if it has none. */
    record Event(String name, String data, String id) {}

    private final Socket socket;
    private final BufferedReader lines;
    private final List<String> head = new ArrayList<>();

    private EventReader(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(15_000);
        lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** @param headers whole lines without line ends */
    static EventReader open(int port, String... headers) {
        try {
            EventReader reader = new EventReader(new Socket(InetAddress.getLoopbackAddress(), port));
            String request = "GET /api/changes/ HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n"
                    + String.join("\r\n", headers) + "\r\n\r\n";
            reader.socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            for (String line = reader.lines.readLine();
                    line != null && !line.isEmpty();
                    line = reader.lines.readLine()) {
                reader.head.add(line);
            }
            return reader;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The status line and the headers. */
    List<String> head() {
        return head;
    }

    String status() {
        return head.isEmpty() ? "" : head.get(0).split(" ", -1)[1];
    }

    /** The next event of that name. */
    Event next(String name) {
        for (Event event = next(); ; event = next()) {
            if (event.name().equals(name)) {
                return event;
            }
        }
    }

    private Event next() {
        String name = "";
        String data = "";
        String id = "";
        for (String line = line(); ; line = line()) {
            if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data = line.substring(6);
            } else if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.isEmpty() && !data.isEmpty()) {
                return new Event(name, data, id);
            }
        }
    }

    private String line() {
        try {
            String line = lines.readLine();
            if (line == null) {
                throw new AssertionError("the stream ended");
            }
            return line;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Whether the server ended the connection, after what was on its way. */
    boolean endsSoon() {
        try {
            String line = lines.readLine();
            while (line != null) {
                line = lines.readLine();
            }
            return true;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException cut) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
