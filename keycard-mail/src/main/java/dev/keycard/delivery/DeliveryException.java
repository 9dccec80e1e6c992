package dev.keycard.delivery;

/**
 * A mail could not be delivered. The message is written to the log. It contains nothing of the mail, and the exception has no
 * cause, because the replies of mail servers may repeat what was sent to them.
 */
public final class DeliveryException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;
    private final boolean permanent;

    /** @param permanent whether the mail server would refuse the mail again */
    public DeliveryException(String reason, boolean permanent) {
        super(reason);
        this.reason = reason;
        this.permanent = permanent;
    }

    /** The reason, for the operator. */
    public String reason() {
        return reason;
    }

    /** Whether the mail server would refuse the mail again, so that it is not sent again. */
    public boolean isPermanent() {
        return permanent;
    }
}
