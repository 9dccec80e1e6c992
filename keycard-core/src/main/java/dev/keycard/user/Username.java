package dev.keycard.user;

import dev.keycard.text.Characters;
import java.text.Normalizer;
import java.util.Optional;

/**
 * A name that someone signs in with. It is shown as it was chosen, and compared by a key that folds case and compatibility
 * forms (NFKC, then lower case), so that {@code Admin}, {@code ADMIN} and their full-width forms are one name, for signing in,
 * for uniqueness and for counting failures alike. The rules follow the idea of RFC 8265's {@code UsernameCaseMapped}.
 *
 * @param text the name as chosen, in NFKC form
 * @param key the name as compared
 */
public record Username(String text, String key) {

    /** The longest name, in characters: that of Django's users, whose tables are often the origin. */
    public static final int MAX_LENGTH = 150;

    /** Reads a name; empty if it is blank, too long, or holds spaces, control or invisible characters or stray surrogates. */
    public static Optional<Username> parse(String raw) {
        if (raw.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String text = Normalizer.normalize(raw, Normalizer.Form.NFKC);
        if (text.isEmpty() || text.length() > MAX_LENGTH || !Characters.areVisible(text)) {
            return Optional.empty();
        }
        return Optional.of(new Username(text, fold(text)));
    }

    /**
     * The name of that text.
     *
     * @throws IllegalArgumentException if it is none, see {@link #parse}
     */
    public static Username of(String raw) {
        return parse(raw)
                .orElseThrow(() -> new IllegalArgumentException(
                        "a username has 1 to " + MAX_LENGTH + " visible characters and no spaces"));
    }

    /**
     * The key under which attempts with this name are counted, for any text at all: names that cannot exist are counted like
     * those that do.
     */
    public static String fold(String raw) {
        return FoldedText.of(raw, MAX_LENGTH);
    }

    @Override
    public String toString() {
        return text;
    }
}
