package dev.keycard.server.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP proxy on this machine that passes bytes on, holds them back, delays them, or cuts connections. Thread-safe. */
final class BadNetwork implements AutoCloseable {

    private final ServerSocket door;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Object changes = new Object();
    private volatile int target;
    private volatile boolean holding;
    private volatile boolean refusing;
    private volatile long delayMillis;
    private volatile boolean closed;

    BadNetwork(int target) {
        this.target = target;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        start(this::accept);
    }

    String address() {
        return "http://127.0.0.1:" + door.getLocalPort();
    }

    /** New connections go to another server. */
    void leadTo(int otherTarget) {
        target = otherTarget;
    }

    boolean leadsTo(Site site) {
        return target == site.server().port();
    }

    /** Takes bytes and passes none on; new connections are accepted and get nothing either. */
    void holdBack() {
        holding = true;
    }

    /** Closes all connections, and new ones at once. */
    void cut() {
        refusing = true;
        sockets.forEach(BadNetwork::close);
    }

    /** Closes the present connections only. */
    void cutOnce() {
        sockets.forEach(BadNetwork::close);
    }

    void delay(long millis) {
        delayMillis = millis;
    }

    /** Passes everything on again, also what was held back. */
    void heal() {
        refusing = false;
        delayMillis = 0;
        synchronized (changes) {
            holding = false;
            changes.notifyAll();
        }
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = door.accept();
                if (refusing) {
                    client.close();
                    continue;
                }
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(client);
                sockets.add(server);
                start(() -> pass(client, server));
                start(() -> pass(server, client));
            } catch (IOException gone) {
                // The next client may have more luck.
            }
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] buffer = new byte[16 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                waitUntilPassable();
                out.write(buffer, 0, read);
            }
        } catch (IOException gone) {
            return;
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private void waitUntilPassable() throws InterruptedException {
        synchronized (changes) {
            while (holding && !closed) {
                changes.wait();
            }
        }
        if (delayMillis > 0) {
            Thread.sleep(delayMillis);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "bad-network");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            return;
        }
    }

    @Override
    public void close() {
        closed = true;
        heal();
        sockets.forEach(BadNetwork::close);
        try {
            door.close();
        } catch (IOException gone) {
            return;
        }
    }
}
