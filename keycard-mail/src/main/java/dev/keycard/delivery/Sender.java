package dev.keycard.delivery;

import dev.keycard.text.Characters;
import dev.keycard.user.EmailAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sender of all mails: their {@code From} field.
 *
 * @param name shown beside the address; may be empty
 */
public record Sender(String name, String address) {

    private static final Pattern NAMED = Pattern.compile("([^<>\"\\p{Cntrl}]{1,100}?) *<([^<>]+)>");

    /** Reads {@code address} or {@code Name <address>}; empty if it is neither. */
    public static Optional<Sender> parse(String text) {
        Matcher named = NAMED.matcher(text);
        Sender sender = named.matches() ? new Sender(named.group(1).strip(), named.group(2)) : new Sender("", text);
        return Optional.of(sender)
                .filter(it -> EmailAddress.isDeliverable(it.address()) && Characters.isLine(it.name()));
    }

    /** The sender as {@link #parse} reads it. */
    public String text() {
        return name.isEmpty() ? address : name + " <" + address + ">";
    }
}
