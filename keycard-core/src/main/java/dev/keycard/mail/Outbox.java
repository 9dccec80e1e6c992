package dev.keycard.mail;

/** Sends mail. Thread-safe. */
@FunctionalInterface
public interface Outbox {

    /**
     * Queues the mail, to be sent later. Never blocks.
     *
     * @return false if there is no room, so that the mail is not sent
     */
    boolean offer(Mail mail);

    /**
     * The same for a mail that no user waits for: it is refused while there is little room, which is kept for mails that users
     * requested.
     */
    default boolean offerSpare(Mail mail) {
        return offer(mail);
    }
}
