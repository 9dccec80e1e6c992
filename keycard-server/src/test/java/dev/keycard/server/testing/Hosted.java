package dev.keycard.server.testing;

import dev.keycard.crypto.Secret;
import java.util.Optional;

/**
 * A node and the program that answers for it on a socket.
 *
 * @param address the URL of the program
 * @param adminPassword the password of the user {@code admin}, where the start made that user
 * @param stop closes all of it
 */
public record Hosted(String address, int port, TestNode node, Optional<Secret> adminPassword, Runnable stop)
        implements AutoCloseable {

    @Override
    public void close() {
        stop.run();
    }
}
