package dev.keycard.faults.cluster;

import dev.keycard.faults.cluster.FaultProxy.Moment;
import dev.keycard.faults.cluster.FaultProxy.Trap;
import dev.keycard.faults.cluster.Messages.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** One connection through a proxy, with a thread for each direction. Thread-safe. */
final class ProxiedConnection {

    private static final int CHUNK = 8_192;

    private final FaultProxy proxy;
    private final Socket client;
    private final Socket server;
    private final Conversation conversation = new Conversation();
    private volatile @Nullable Trap afterCommit;
    private volatile int bytesLeft;

    ProxiedConnection(FaultProxy proxy, Socket client) throws IOException {
        this.proxy = proxy;
        this.client = client;
        this.server = new Socket(InetAddress.getLoopbackAddress(), proxy.target());
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        cutSoon();
    }

    /** Passes on until one side ends. */
    void run() {
        FaultProxy.start("requests", () -> pump(client, false, proxy.isPostgres() ? new Requests() : bytes(server)));
        pump(server, true, proxy.isPostgres() ? new Answers() : this::answerBytes);
    }

    /** Draws anew after how many bytes of answers the connection is cut. */
    void cutSoon() {
        bytesLeft = proxy.drawCut();
    }

    void close() {
        close(client);
        close(server);
    }

    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            // It is of no more use either way.
        }
    }

    private interface Sink {
        void take(byte[] bytes, int count) throws IOException, InterruptedException;
    }

    private void pump(Socket from, boolean answers, Sink sink) {
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                proxy.pass(answers);
                sink.take(chunk, count);
            }
        } catch (IOException ended) {
            // Closing both sides is all there is to do.
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    private static Sink bytes(Socket to) {
        return (bytes, count) -> to.getOutputStream().write(bytes, 0, count);
    }

    private void answerBytes(byte[] bytes, int count) throws IOException {
        OutputStream out = client.getOutputStream();
        int left = bytesLeft;
        if (left < 0) {
            out.write(bytes, 0, count);
        } else if (left < count) {
            out.write(bytes, 0, left);
            close();
        } else {
            out.write(bytes, 0, count);
            bytesLeft = left - count;
        }
    }

    /** To the database: what the driver sends together is passed on together, or not at all. */
    private final class Requests implements Sink {

        private final Messages messages = new Messages(true);
        private final ByteArrayOutputStream batch = new ByteArrayOutputStream();

        @Override
        public void take(byte[] bytes, int count) throws IOException {
            for (Message message : messages.add(bytes, count)) {
                batch.writeBytes(message.bytes());
                boolean known = "PBDECHSQXp".indexOf(message.type()) >= 0 || message.type() == 0;
                if (conversation.sent(message) || !known || message.type() == 'p') {
                    send();
                }
            }
        }

        private void send() throws IOException {
            if (conversation.commits()) {
                Trap trap = proxy.take(Moment.BEFORE_COMMIT, conversation.transaction());
                if (trap != null) {
                    spring(trap);
                    return;
                }
                afterCommit = proxy.take(Moment.AFTER_COMMIT, conversation.transaction());
            }
            server.getOutputStream().write(batch.toByteArray());
            batch.reset();
        }
    }

    /** From the database: with a trap set after the commit, nothing is passed on until the database has confirmed it. */
    private final class Answers implements Sink {

        private final Messages messages = new Messages(false);
        private final ByteArrayOutputStream held = new ByteArrayOutputStream();
        private boolean failed;

        @Override
        public void take(byte[] bytes, int count) throws IOException {
            boolean ready = false;
            boolean committed = false;
            for (Message message : messages.add(bytes, count)) {
                failed |= message.type() == 'E';
                if (message.type() == 'Z') {
                    ready = true;
                    committed = conversation.received(message) && !failed;
                    failed = false;
                }
            }
            pass(bytes, count, ready, committed);
        }

        private void pass(byte[] bytes, int count, boolean ready, boolean committed) throws IOException {
            Trap trap = afterCommit;
            if (trap == null) {
                answerBytes(bytes, count);
                return;
            }
            held.write(bytes, 0, count);
            if (committed) {
                spring(trap);
            } else if (ready) {
                afterCommit = null;
                proxy.giveBack(trap);
                answerBytes(held.toByteArray(), held.size());
                held.reset();
            }
        }
    }

    private void spring(Trap trap) {
        trap.action().run();
        close();
        trap.sprung().countDown();
    }
}
