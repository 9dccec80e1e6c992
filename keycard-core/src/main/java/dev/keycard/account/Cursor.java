package dev.keycard.account;

import dev.keycard.crypto.Base64Url;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A position in a list of users, as clients carry it: opaque to them, so that it may change.
 *
 * @param id the user next to it, who is not part of the page
 * @param backward whether the page lies before them
 */
record Cursor(long id, boolean backward) {

    private static final Pattern FORM = Pattern.compile("([ab])(0|[1-9][0-9]{0,17})");

    static Cursor after(long id) {
        return new Cursor(id, false);
    }

    static Cursor before(long id) {
        return new Cursor(id, true);
    }

    static Optional<Cursor> parse(String text) {
        if (text.length() > 64) {
            return Optional.empty();
        }
        return Base64Url.decode(text)
                .map(bytes -> FORM.matcher(new String(bytes, StandardCharsets.ISO_8859_1)))
                .filter(Matcher::matches)
                .map(form ->
                        new Cursor(Long.parseLong(form.group(2)), form.group(1).equals("b")));
    }

    String text() {
        return Base64Url.encode(((backward ? "b" : "a") + id).getBytes(StandardCharsets.ISO_8859_1));
    }
}
