package dev.keycard.store;

/**
 * A listener that was added. Closing removes this listener and no other; a call that has begun on another thread may still
 * reach it. Closing again does nothing. Thread-safe.
 */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

    @Override
    void close();
}
