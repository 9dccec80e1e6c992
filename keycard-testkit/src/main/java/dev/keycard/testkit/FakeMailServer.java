package dev.keycard.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A mail server for tests, on a free port of the loopback address. It speaks the part of SMTP (RFC 5321) that a mail needs, with
 * one connection at a time. A test can change the reply to a command, or leave it out. Thread-safe.
 */
public final class FakeMailServer implements AutoCloseable {

    /** Stands for no reply. */
    public static final String SILENCE = "";

    private final ServerSocket listener;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> mails = new LinkedBlockingQueue<>();

    /** Starts listening. */
    public FakeMailServer() {
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Thread thread = new Thread(this::serve, "fake-mail-server");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Sets the reply to a command from now on.
     *
     * @param command its first word, or {@code GREETING}, or {@code END} for the end of a mail
     * @param answer the reply line, or {@link #SILENCE}
     */
    public FakeMailServer answering(String command, String answer) {
        answers.put(command, answer);
        return this;
    }

    /** Restores the default reply to a command. */
    public FakeMailServer answeringAsUsual(String command) {
        answers.remove(command);
        return this;
    }

    /** The port it listens on. */
    public int port() {
        return listener.getLocalPort();
    }

    /** The lines received so far, without those of mails. */
    public List<String> commands() {
        return List.copyOf(commands);
    }

    /** The mails received and not yet taken, complete. */
    public BlockingQueue<String> mails() {
        return mails;
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                open.add(socket);
                converse(socket);
            } catch (IOException over) {
                commands.add("(connection over)");
            }
        }
    }

    private void converse(Socket socket) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        OutputStream out = socket.getOutputStream();
        say(out, "GREETING", "220 fake");
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            commands.add(line);
            String command = line.split(" ", -1)[0];
            switch (command) {
                case "EHLO" -> say(out, command, "250-fake\r\n250-AUTH PLAIN\r\n250 8BITMIME");
                case "AUTH" -> say(out, command, "235 welcome");
                case "DATA" -> {
                    say(out, command, "354 go on");
                    mails.add(content(lines));
                    say(out, "END", "250 taken");
                }
                case "QUIT" -> {
                    return;
                }
                default -> say(out, command, "250 fine");
            }
        }
    }

    private static String content(BufferedReader lines) throws IOException {
        StringBuilder mail = new StringBuilder();
        for (String line = lines.readLine(); line != null && !line.equals("."); line = lines.readLine()) {
            mail.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
        }
        return mail.toString();
    }

    private void say(OutputStream out, String command, String usual) throws IOException {
        String answer = answers.getOrDefault(command, usual);
        if (!answer.equals(SILENCE)) {
            out.write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
