package dev.keycard.store;

/**
 * A store could not answer, or could not make a change durable: the disk is full, the database is not available, the queue is
 * full. The failed change was rolled back. A later attempt may succeed.
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
