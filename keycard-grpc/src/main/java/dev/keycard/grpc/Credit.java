package dev.keycard.grpc;

import java.util.function.IntConsumer;

/**
 * Passes on a service's wish for messages in small parts, so that only a few can arrive while a check holds them back, however
 * many the service asks for. Thread-safe.
 */
final class Credit {

    /** The messages that may be on their way to the service. */
    static final int MOST = 8;

    private final IntConsumer request;
    private long wanted;
    private int open;

    /** @param request asks the client for so many messages */
    Credit(IntConsumer request) {
        this.request = request;
    }

    void ask(int messages) {
        pass(messages, 0);
    }

    /** One message has been given to the service. */
    void delivered() {
        pass(0, 1);
    }

    private void pass(int more, int fewer) {
        int now;
        synchronized (this) {
            wanted += more;
            open -= fewer;
            now = (int) Math.min(wanted, MOST - open);
            wanted -= now;
            open += now;
        }
        if (now > 0) {
            request.accept(now);
        }
    }
}
