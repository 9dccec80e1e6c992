package dev.keycard.mail;

import dev.keycard.text.Characters;
import dev.keycard.user.EmailAddress;

/**
 * One mail to one address, in plain text. The text may contain a link that is a credential, so it is not printed.
 *
 * @param to the recipient: one address, checked here again because it may have been imported
 * @param subject one line
 * @param text lines that end with a line feed; characters that are not printable are escaped, because the names of users may
 *     have been imported
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

    /** Omits the text, because of its link, and the address. */
    @Override
    public String toString() {
        return "Mail[" + subject + "]";
    }
}
