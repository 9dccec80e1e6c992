package dev.keycard.sql;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands between a client and a PostgreSQL server, and counts how often the client waits for the server: each such wait begins
 * with a message Sync or Query.
 */
final class RoundTrips implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("//([^:/]+):(\\d+)/(\\w+)\\?(.*)");

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Matcher server;

    RoundTrips(String url) throws IOException {
        server = ADDRESS.matcher(url);
        if (!server.find()) {
            throw new IllegalArgumentException(url);
        }
        daemon(this::accept);
    }

    /** The URL of the same database through this. */
    String url() {
        return "jdbc:postgresql://127.0.0.1:" + listener.getLocalPort() + "/" + server.group(3) + "?" + server.group(4)
                + "&sslmode=disable&gssEncMode=disable";
    }

    /** How many round trips the work takes. */
    int during(Runnable work) {
        int before = count.get();
        work.run();
        return count.get() - before;
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            Socket upstream = new Socket(server.group(1), Integer.parseInt(server.group(2)));
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            sockets.addAll(List.of(client, upstream));
            daemon(() -> count(client.getInputStream(), upstream.getOutputStream()));
            daemon(() -> upstream.getInputStream().transferTo(client.getOutputStream()));
        }
    }

    private void count(InputStream from, OutputStream to) throws IOException {
        DataInputStream in = new DataInputStream(from);
        DataOutputStream out = new DataOutputStream(to);
        forward(in, out);
        while (true) {
            int type = in.readUnsignedByte();
            if (type == 'S' || type == 'Q') {
                count.incrementAndGet();
            }
            out.writeByte(type);
            forward(in, out);
        }
    }

    private static void forward(DataInputStream in, DataOutputStream out) throws IOException {
        int length = in.readInt();
        out.writeInt(length);
        out.write(in.readNBytes(length - 4));
        out.flush();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                // One side has gone; the other follows.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
