package dev.keycard.server.config;

import dev.keycard.settings.ConfigurationException;
import dev.keycard.settings.Setting;
import dev.keycard.settings.SettingCatalog;
import dev.keycard.settings.SettingText;
import dev.keycard.settings.SettingsSource;
import dev.keycard.text.Nearest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Settings from environment variables. A variable has the name of its setting in upper case, with underscores for dots and
 * dashes, after {@code KEYCARD_}. Immutable.
 *
 * @param variables all variables of the process; those of other programs are skipped
 */
public record EnvironmentVariables(Map<String, String> variables) implements SettingsSource {

    private static final String PREFIX = "KEYCARD_";

    /** Variables that only the launcher reads. */
    private static final Set<String> LAUNCHER = Set.of("KEYCARD_JAVA_HOME", "KEYCARD_JAVA_OPTS");

    public EnvironmentVariables {
        variables = Map.copyOf(variables);
    }

    /** The name of the variable for a setting. */
    public static String nameOf(Setting<?> setting) {
        return nameOf(setting.name());
    }

    private static String nameOf(String setting) {
        return PREFIX + setting.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /**
     * Reads them.
     *
     * @throws ConfigurationException for a variable that begins with the prefix but names no setting
     */
    @Override
    public Map<String, SettingText> read(SettingCatalog catalog) {
        Map<String, SettingText> found = new LinkedHashMap<>();
        new TreeMap<>(variables).forEach((variable, text) -> {
            if (variable.startsWith(PREFIX) && !LAUNCHER.contains(variable)) {
                found.put(settingOf(catalog, variable), new SettingText(text, variable));
            }
        });
        return found;
    }

    private static String settingOf(SettingCatalog catalog, String variable) {
        return catalog.settings()
                .map(Setting::name)
                .filter(name -> nameOf(name).equals(variable))
                .findFirst()
                .or(() -> memberOfFamily(catalog, variable))
                .orElseThrow(() -> unknown(catalog, variable));
    }

    private static Optional<String> memberOfFamily(SettingCatalog catalog, String variable) {
        return catalog.families()
                .filter(family -> !family.list())
                .filter(family -> variable.startsWith(nameOf(family.prefix()))
                        && variable.length() > nameOf(family.prefix()).length())
                .findFirst()
                .map(family -> family.prefix()
                        + variable.substring(nameOf(family.prefix()).length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '-'));
    }

    private static ConfigurationException unknown(SettingCatalog catalog, String variable) {
        String nearest = Nearest.to(
                variable, catalog.settings().map(EnvironmentVariables::nameOf).toList());
        return new ConfigurationException(
                "Unknown setting " + variable + " in the environment; did you mean " + nearest + "?");
    }
}
