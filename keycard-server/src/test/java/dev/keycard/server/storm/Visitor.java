package dev.keycard.server.storm;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A client that behaves: one request after the other, on a connection that it keeps as long as the server does. For one thread.
 */
final class Visitor implements AutoCloseable {

    private final Target target;
    private final int from;
    private @Nullable Socket socket;
    private @Nullable InputStream in;

    Visitor(Target target, int from) {
        this.target = target;
        this.from = from;
    }

    /**
     * An answer.
     *
     * @param status 0 if there was none
     */
    record Answer(int status, String head, String body) {}

    /** Asks, on the kept connection if there is one; a connection that has ended is opened anew once. */
    Answer ask(String method, String path, String body, String... headers) throws IOException {
        boolean kept = socket != null;
        Answer answer = tryToAsk(method, path, body, headers);
        return answer.status() == 0 && kept ? tryToAsk(method, path, body, headers) : answer;
    }

    private Answer tryToAsk(String method, String path, String body, String... headers) throws IOException {
        try {
            StringBuilder request =
                    new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost:" + target.port() + "\r\n");
            for (int i = 0; i < headers.length; i += 2) {
                request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
            }
            if (!body.isEmpty()) {
                request.append("Content-Type: application/json\r\nContent-Length: ")
                        .append(body.length())
                        .append("\r\n");
            }
            send(request.append("\r\n").append(body).toString());
            return read();
        } catch (IOException ended) {
            close();
            return new Answer(0, String.valueOf(ended.getMessage()), "");
        }
    }

    private void send(String request) throws IOException {
        Socket open = socket;
        if (open == null) {
            open = target.open(from);
            socket = open;
            in = new BufferedInputStream(open.getInputStream());
        }
        open.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    private Answer read() throws IOException {
        InputStream answers = in;
        if (answers == null) {
            throw new IOException("not connected");
        }
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = answers.read();
            if (next < 0) {
                throw new IOException("closed");
            }
            head.append((char) next);
        }
        String text = head.toString();
        String body = new String(answers.readNBytes(lengthIn(text)), StandardCharsets.UTF_8);
        if (text.toLowerCase(Locale.ROOT).contains("connection: close")) {
            close();
        }
        return new Answer(Integer.parseInt(text.substring(9, 12)), text, body);
    }

    private static int lengthIn(String head) {
        for (String line : head.split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                return Integer.parseInt(line.substring(15).strip());
            }
        }
        return 0;
    }

    /** Drops the connection; the next request opens another. */
    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
        socket = null;
        in = null;
    }
}
