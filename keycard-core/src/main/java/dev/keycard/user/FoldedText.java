package dev.keycard.user;

import java.text.Normalizer;
import java.util.Locale;

/** The form of a text under which texts that differ in case or in their Unicode form are the same. */
final class FoldedText {

    private FoldedText() {}

    /** Folds a text, up to the limit. Folding is idempotent. */
    static String of(String raw, int limit) {
        String bounded = raw.length() > limit ? raw.substring(0, limit) : raw;
        String folded = Normalizer.normalize(bounded, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        // Lower case can leave the normal form again; a second pass makes the key stable.
        return Normalizer.normalize(folded, Normalizer.Form.NFKC);
    }
}
