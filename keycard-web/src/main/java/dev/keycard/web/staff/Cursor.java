package dev.keycard.web.staff;

import dev.keycard.crypto.Base64Url;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A position in a list. Opaque to clients, so that its format may change.
 *
 * @param id the id of the item next to the page, which is not part of the page; empty for the beginning of the list
 * @param backward whether the page is before that item
 */
record Cursor(String id, boolean backward) {

    /** The beginning of a list. */
    static final Cursor START = new Cursor("", false);

    private static final Pattern FORM = Pattern.compile("([ab])([0-9a-f-]{1,36})");
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");

    static Cursor after(String id) {
        return new Cursor(id, false);
    }

    static Cursor before(String id) {
        return new Cursor(id, true);
    }

    static Optional<Cursor> parse(String text) {
        if (text.length() > 64) {
            return Optional.empty();
        }
        return Base64Url.decode(text)
                .map(bytes -> FORM.matcher(new String(bytes, StandardCharsets.ISO_8859_1)))
                .filter(Matcher::matches)
                .map(form -> new Cursor(form.group(2), form.group(1).equals("b")));
    }

    /** The position among items that are numbered. */
    Optional<Long> number() {
        return NUMBER.matcher(id).matches() ? Optional.of(Long.parseLong(id)) : Optional.empty();
    }

    String text() {
        return Base64Url.encode(((backward ? "b" : "a") + id).getBytes(StandardCharsets.ISO_8859_1));
    }
}
