package dev.keycard.mail;

/** Where features hand mail over. Thread-safe. */
@FunctionalInterface
public interface Outbox {

    /**
     * Takes the mail into custody, to be sent by and by. Never waits for anything.
     *
     * @return false if there is no room; the mail is not sent then
     */
    boolean offer(Mail mail);

    /**
     * The same for a mail that nobody waits for: it is not taken while there is little room, so that it takes none from mails
     * that somebody asked for.
     */
    default boolean offerSpare(Mail mail) {
        return offer(mail);
    }
}
