package dev.keycard.password;

import java.time.Duration;

/**
 * No hash could be computed now: the queue is full, or the service is closing. The password was not checked. The client should
 * try again later.
 */
public final class HashingBusyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    HashingBusyException(String reason, Duration retryAfter) {
        super(reason);
        this.retryAfter = retryAfter;
    }

    /** When to try again, in whole seconds, at least one. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
