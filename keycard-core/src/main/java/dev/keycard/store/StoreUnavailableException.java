package dev.keycard.store;

/**
 * A store could not be asked, or could not make a change durable: the disk is full, the database is away, the queue is long.
 * Nothing of the failed change remains. Clients see 503 with {@code Retry-After}; a later attempt may succeed.
 */
public final class StoreUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    public StoreUnavailableException(String message) {
        super(message);
    }
}
