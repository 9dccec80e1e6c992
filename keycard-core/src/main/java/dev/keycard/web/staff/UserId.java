package dev.keycard.web.staff;

import java.util.Optional;
import java.util.regex.Pattern;

/** Reads ids of users as clients write them. */
final class UserId {

    private static final Pattern FORM = Pattern.compile("[1-9][0-9]{0,17}");

    private UserId() {}

    /** The id; empty if the text has another form. */
    static Optional<Long> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}
