package dev.keycard.http;

/**
 * A body that is written while time passes, such as server-sent events, or an answer that waits for something. The adapter
 * calls {@link #begin} when the head of the answer is on its way, and {@link #closed} at the end; without the first, it calls
 * neither. No thread waits in between.
 */
public interface StreamedBody {

    /** The way to the client. Thread-safe; never blocks; ignores everything after the end. */
    interface Sink {

        /** Sends bytes, which must not be modified. A client that does not read is cut off by the adapter. */
        void send(byte[] bytes);

        /** Ends the body in good order. */
        void end();

        /** Breaks the answer off, so that the client sees that it is not complete. */
        void abort();
    }

    /** Begins to write. Must not block. */
    void begin(Sink sink);

    /** Nothing can be sent any more: the body was ended, or the client is gone or was cut off. Called once; must not block. */
    void closed();
}
