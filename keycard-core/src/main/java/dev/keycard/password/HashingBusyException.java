package dev.keycard.password;

import java.time.Duration;

/**
 * No hash could be computed now: the queue is full, or the service is closing. Nothing was found out about the password. The
 * client shall come back later (429 or 503).
 */
public final class HashingBusyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    HashingBusyException(String reason, Duration retryAfter) {
        super(reason);
        this.retryAfter = retryAfter;
    }

    /** When to come back, in whole seconds, at least one. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
