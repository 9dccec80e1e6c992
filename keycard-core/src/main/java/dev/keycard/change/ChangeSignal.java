package dev.keycard.change;

import dev.keycard.store.Subscription;

/**
 * Wakes other nodes when the change log has grown, so that they read it at once and not only at their next poll. A signal is only
 * speed: it may be lost, be late, or come without a reason, and every node still reads the log on its schedule. Thread-safe.
 */
public interface ChangeSignal extends AutoCloseable {

    /** No signals: nodes learn of changes when they poll. */
    ChangeSignal NONE = new ChangeSignal() {

        @Override
        public void send() {}

        @Override
        public Subscription onSignal(Runnable listener) {
            return () -> {};
        }

        @Override
        public void close() {}
    };

    /** Wakes the other nodes soon. Returns at once, never throws; several calls in a short time may make one signal. */
    void send();

    /**
     * Adds a listener for signals, which may be those of this node too. It is called on a thread of the signal, also when signals
     * may have been lost, and must return at once.
     */
    Subscription onSignal(Runnable listener);

    /** Sends the signal that is due, waiting for it a short time, and closes the connections. Closing again does nothing. */
    @Override
    void close();
}
