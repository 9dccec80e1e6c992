package dev.keycard.redis;

/** Redis did not answer in time, or answered with an error. The message is the reason, for the log. */
final class NoAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoAnswerException(String message, Throwable cause) {
        super(message, cause);
    }
}
