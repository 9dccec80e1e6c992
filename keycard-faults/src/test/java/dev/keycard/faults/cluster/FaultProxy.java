package dev.keycard.faults.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Stands between one node and one database, and does to their connections what networks do. Thread-safe. */
public final class FaultProxy implements AutoCloseable {

    /** Where a trap springs. */
    public enum Moment {
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    private enum Mode {
        FORWARD,
        REFUSE,
        BLACK_HOLE,
        LOSE_ANSWERS
    }

    /**
     * Springs once, at a commit.
     *
     * @param statements which transactions, by their statements in lower case
     * @param action runs before anything is passed on; then the connection is cut
     * @param sprung open when the action has run
     */
    record Trap(Moment moment, Predicate<String> statements, Runnable action, CountDownLatch sprung) {}

    private final int port = Ports.take();
    private final int target;
    private final boolean postgres;
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final Object gate = new Object();
    private Mode mode = Mode.FORWARD;
    private @Nullable ServerSocket listening;
    private volatile long delayMillis;
    private volatile int cutWithin;
    private volatile @Nullable Trap trap;

    private FaultProxy(int target, boolean postgres) {
        this.target = target;
        this.postgres = postgres;
    }

    /** A proxy to a PostgreSQL on this machine, where traps can be set at commits. */
    static FaultProxy toPostgres(int target) throws IOException {
        FaultProxy proxy = new FaultProxy(target, true);
        proxy.listen();
        return proxy;
    }

    /** A proxy to another server on this machine. */
    static FaultProxy to(int target) throws IOException {
        FaultProxy proxy = new FaultProxy(target, false);
        proxy.listen();
        return proxy;
    }

    int port() {
        return port;
    }

    int target() {
        return target;
    }

    boolean isPostgres() {
        return postgres;
    }

    /** Forwards everything. What was kept back arrives now, late. */
    public void forward() throws IOException {
        delayMillis = 0;
        trap = null;
        cutAnswersWithin(0);
        if (change(Mode.FORWARD) == Mode.REFUSE) {
            listen();
        }
    }

    /** Cuts all connections and refuses new ones. */
    public void refuse() throws IOException {
        change(Mode.REFUSE);
        close();
    }

    /** Forwards nothing and cuts nothing, as a network that loses all packets. */
    public void blackHole() {
        change(Mode.BLACK_HOLE);
    }

    /** Forwards what nodes send, and no answers: what they ask happens, and they do not know. */
    public void loseAnswers() {
        change(Mode.LOSE_ANSWERS);
    }

    /** Delays everything, in both directions. */
    public void delay(long milliseconds) {
        delayMillis = milliseconds;
    }

    /** Cuts each connection somewhere within the next bytes of its answers; 0 cuts no more. */
    public void cutAnswersWithin(int bytes) {
        cutWithin = bytes;
        connections.forEach(ProxiedConnection::cutSoon);
    }

    /** Cuts all connections once. */
    public void cut() {
        connections.forEach(ProxiedConnection::close);
    }

    /**
     * Runs an action at the next commit of a transaction, and then cuts its connection. Before the commit, the database has not
     * got it; after it, the database has confirmed it, and the node does not know.
     *
     * @param statements which transactions, by their statements in lower case
     * @return open when the action has run
     */
    public CountDownLatch trap(Moment moment, Predicate<String> statements, Runnable action) {
        Trap set = new Trap(moment, statements, action, new CountDownLatch(1));
        trap = set;
        return set.sprung();
    }

    /** Takes the trap, if it is for this moment and this transaction. */
    synchronized @Nullable Trap take(Moment moment, String transaction) {
        Trap set = trap;
        if (set == null || set.moment() != moment || !set.statements().test(transaction)) {
            return null;
        }
        trap = null;
        return set;
    }

    /** Sets a trap again, because its transaction failed. */
    synchronized void giveBack(Trap taken) {
        if (trap == null) {
            trap = taken;
        }
    }

    /** The bytes of answers after which a connection is cut, or a negative number for never. */
    int drawCut() {
        int within = cutWithin;
        return within == 0 ? -1 : ThreadLocalRandom.current().nextInt(within);
    }

    /** Waits while nothing is forwarded in that direction. */
    void pass(boolean answer) throws InterruptedException {
        synchronized (gate) {
            while (mode == Mode.BLACK_HOLE || (mode == Mode.LOSE_ANSWERS && answer)) {
                gate.wait();
            }
        }
        if (delayMillis > 0) {
            Thread.sleep(delayMillis);
        }
    }

    private Mode change(Mode next) {
        synchronized (gate) {
            Mode last = mode;
            mode = next;
            gate.notifyAll();
            return last;
        }
    }

    private void listen() throws IOException {
        ServerSocket socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        listening = socket;
        start("accept", () -> {
            while (!socket.isClosed()) {
                accept(socket);
            }
        });
    }

    private void accept(ServerSocket socket) {
        try {
            Socket client = socket.accept();
            start("connect", () -> open(client));
        } catch (IOException closed) {
            // The loop sees it.
        }
    }

    private void open(Socket client) {
        try {
            pass(false);
            ProxiedConnection connection = new ProxiedConnection(this, client);
            connections.add(connection);
            connection.run();
            connections.remove(connection);
        } catch (IOException refused) {
            ProxiedConnection.close(client);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    static void start(String name, Runnable work) {
        Thread thread = new Thread(work, "proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        ServerSocket socket = listening;
        if (socket != null) {
            socket.close();
        }
        cut();
    }
}
