package dev.keycard.web.staff;

import dev.keycard.id.UserId;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads ids of users that clients send. */
final class UserIds {

    private static final Pattern FORM = Pattern.compile("[1-9][0-9]{0,17}");

    private UserIds() {}

    /** The id; empty if the text has another form. */
    static Optional<UserId> parse(String text) {
        return FORM.matcher(text).matches() ? UserId.parse(text) : Optional.empty();
    }
}
