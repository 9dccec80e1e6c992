package dev.keycard.faults.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that are stopped and started again. They lie below those that the system gives to connections, so that none
 * of these takes one meanwhile.
 */
final class Ports {

    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 31_999;

    private static final Set<Integer> TAKEN = new HashSet<>();

    private Ports() {}

    /** A free port, which is not given again. */
    static synchronized int take() {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
            if (!TAKEN.contains(port) && isFree(port)) {
                TAKEN.add(port);
                return port;
            }
        }
        throw new IllegalStateException("no port is free");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
