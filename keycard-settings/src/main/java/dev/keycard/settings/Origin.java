package dev.keycard.settings;

import dev.keycard.api.Internal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where browsers reach the site: scheme, host and port, as RFC 6454 writes an origin.
 *
 * @param text in lower case, without a slash at its end
 */
@Internal
public record Origin(String text) {

    private static final Pattern FORM = Pattern.compile("https?://([a-z0-9.-]+|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");

    /** Reads an origin; one slash at its end is forgiven, a path is not. */
    public static Optional<Origin> parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String bare = lower.endsWith("/") ? lower.substring(0, lower.length() - 1) : lower;
        return FORM.matcher(bare).matches() ? Optional.of(new Origin(bare)) : Optional.empty();
    }

    /** Whether it is reached over TLS. */
    public boolean secure() {
        return text.startsWith("https://");
    }
}
