package dev.keycard.server.mail;

/**
 * A mail could not be delivered. The message is for the log: it tells nothing of the mail, and has no cause, because what mail
 * servers answer may repeat what they were sent.
 */
public final class DeliveryException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;
    private final boolean lasting;

    /** @param lasting whether to try again would be in vain */
    public DeliveryException(String reason, boolean lasting) {
        super(reason);
        this.reason = reason;
        this.lasting = lasting;
    }

    /** What to tell the operator. */
    public String reason() {
        return reason;
    }

    /** Whether the mail would be refused again. */
    public boolean isLasting() {
        return lasting;
    }
}
