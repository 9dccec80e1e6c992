package dev.keycard.mail;

import dev.keycard.text.Characters;
import dev.keycard.user.EmailAddress;

/**
 * One mail to one address, in plain text. The text may hold a link that lets whoever reads it in, so it is not printed.
 *
 * @param to where it goes: one address, checked here again because it may have been imported
 * @param subject one line
 * @param text lines that end with a line feed; what is not printable is escaped, because the names of users may have been
 *     imported
 */
public record Mail(String to, String subject, String text) {

    /** @throws IllegalArgumentException if the address is not deliverable, or the subject is not one line */
    public Mail {
        if (!EmailAddress.isDeliverable(to)) {
            throw new IllegalArgumentException("not an address that mail can be sent to");
        }
        if (!Characters.isLine(subject)) {
            throw new IllegalArgumentException("a subject is one line");
        }
        text = Characters.escaped(text);
    }

    /** Leaves out the text, for its link, and the address. */
    @Override
    public String toString() {
        return "Mail[" + subject + "]";
    }
}
