package dev.keycard.spring.settings;

import dev.keycard.api.Internal;
import dev.keycard.settings.Setting;
import dev.keycard.settings.SettingFamily;
import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings in a sentence of the engine by the names that they have in an application: as properties under {@code keycard.}.
 * Names of one word are words of the language as well, and stay. Stateless.
 */
@Internal
public final class PropertyNames {

    private static final String PART = "[a-z0-9-]+";

    /** A name that is whole, and no part of a path, of an address, or of a property. */
    private static final Pattern SETTING = Pattern.compile("(?<![\\w./:\\\\-])(?:" + names() + ")(?![\\w-]|\\.\\w)");

    private PropertyNames() {}

    /** The sentence with the names of properties. */
    public static String in(String sentence) {
        return SETTING.matcher(sentence).replaceAll("keycard.$0");
    }

    private static String names() {
        Stream<String> settings = SpringSettings.CATALOG
                .settings()
                .map(Setting::name)
                .filter(name -> name.contains(".") || name.contains("-"))
                .map(Pattern::quote);
        Stream<String> members = SpringSettings.CATALOG
                .families()
                .map(SettingFamily::prefix)
                .map(prefix -> Pattern.quote(prefix) + PART + "(?:\\." + PART + ")*");
        return Stream.concat(settings, members)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .collect(Collectors.joining("|"));
    }
}
