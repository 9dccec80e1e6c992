package dev.keycard.sql;

/**
 * The database cannot be opened, and an operator must act before another attempt. The message is one sentence for that
 * operator; it names the file, and nothing that is stored in it.
 */
public final class DatabaseOpenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseOpenException(String message) {
        super(message);
    }

    DatabaseOpenException(String message, Throwable cause) {
        super(message, cause);
    }
}
