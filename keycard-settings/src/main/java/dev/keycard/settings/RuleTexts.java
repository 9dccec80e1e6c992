package dev.keycard.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules for proxies as texts: the members of each rule have its number in their names. */
final class RuleTexts {

    private RuleTexts() {}

    /**
     * The members of each rule, in the order of the file.
     *
     * @throws ConfigurationException if they are not a list
     */
    static List<Map<String, String>> of(Configuration settings) {
        List<Map<String, String>> rules = new ArrayList<>();
        settings.get(PermissionSettings.RULES).forEach((name, text) -> {
            int dot = name.indexOf('.');
            String number = dot < 0 ? name : name.substring(0, dot);
            if (number.equals(Integer.toString(rules.size() + 1))) {
                rules.add(new LinkedHashMap<>());
            } else if (!number.equals(Integer.toString(rules.size()))) {
                throw new ConfigurationException(
                        PermissionSettings.RULES.name() + " must be a list; it has a part \"" + name + "\".");
            }
            rules.get(rules.size() - 1).put(dot < 0 ? "" : name.substring(dot + 1), text);
        });
        return rules;
    }
}
