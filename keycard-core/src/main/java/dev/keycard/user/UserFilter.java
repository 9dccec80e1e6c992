package dev.keycard.user;

import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which users are wanted.
 *
 * @param search a part of the name that they sign in with, their address, or their names, folded; empty for any
 * @param active whether they may sign in; null for both
 */
public record UserFilter(String search, @Nullable Boolean active) {

    /** The filter for a text as somebody typed it. */
    public static UserFilter of(String typed, @Nullable Boolean active) {
        return new UserFilter(fold(typed), active);
    }

    /** All that a user is found by, folded; the parts stand in lines of their own. */
    public static String searchable(User user) {
        return fold(user.username() + "\n" + user.email() + "\n" + user.firstName() + " " + user.lastName());
    }

    private static String fold(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFKC);
    }
}
