package dev.keycard.server.config;

import dev.keycard.text.Nearest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Settings from environment variables: the name in upper case, with underscores for dots and dashes, after {@code KEYCARD_}. */
final class EnvironmentVariables {

    private static final String PREFIX = "KEYCARD_";

    /** What the launcher reads, not the server. */
    private static final Set<String> LAUNCHER = Set.of("KEYCARD_JAVA_HOME", "KEYCARD_JAVA_OPTS");

    private EnvironmentVariables() {}

    static String nameOf(String setting) {
        return PREFIX + setting.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** @throws ConfigurationException for a variable that begins like one of ours but is none */
    static Map<String, Given> read(Map<String, String> environment) {
        Map<String, Given> found = new LinkedHashMap<>();
        new TreeMap<>(environment).forEach((variable, text) -> {
            if (variable.startsWith(PREFIX) && !LAUNCHER.contains(variable)) {
                found.put(settingOf(variable), new Given(text, variable));
            }
        });
        return found;
    }

    private static String settingOf(String variable) {
        return Settings.all().stream()
                .filter(setting -> setting.environmentName().equals(variable))
                .findFirst()
                .map(Setting::name)
                .or(() -> memberOfFamily(variable))
                .orElseThrow(() -> unknown(variable));
    }

    private static Optional<String> memberOfFamily(String variable) {
        return Settings.FAMILIES.stream()
                .filter(family -> !family.startsWith(Settings.RULES)
                        && variable.startsWith(nameOf(family))
                        && variable.length() > nameOf(family).length())
                .findFirst()
                .map(family -> family
                        + variable.substring(nameOf(family).length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '-'));
    }

    private static ConfigurationException unknown(String variable) {
        String nearest = Nearest.to(
                variable, Settings.all().stream().map(Setting::environmentName).toList());
        return new ConfigurationException(
                "Unknown setting " + variable + " in the environment; did you mean " + nearest + "?");
    }
}
