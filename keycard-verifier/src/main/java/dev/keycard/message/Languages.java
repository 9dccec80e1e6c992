package dev.keycard.message;

import dev.keycard.api.Internal;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The languages of the catalogues, and the choice of one by {@code Accept-Language} (RFC 9110 section 12.5.4, with the look-up
 * of RFC 4647). English if none fits. Thread-safe.
 */
@Internal
public final class Languages {

    /** The tags, English first. */
    public static final List<String> ALL = List.of("en", "de", "fr", "es");

    private static final int LONGEST_HEADER = 200;

    private final Map<String, Catalogue> loaded = new ConcurrentHashMap<>();

    /** The catalogue that best fits the languages of the client. */
    public Catalogue choose(@Nullable String acceptLanguage) {
        return loaded.computeIfAbsent(tag(acceptLanguage), Catalogue::of);
    }

    private static String tag(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank() || acceptLanguage.length() > LONGEST_HEADER) {
            return ALL.get(0);
        }
        try {
            String found = Locale.lookupTag(LanguageRange.parse(acceptLanguage), ALL);
            return found == null ? ALL.get(0) : found;
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
            // JDK 17 throws the second exception for two commas in a row.
            return ALL.get(0);
        }
    }
}
