package dev.keycard.settings;

/**
 * Settings that share the beginning of their names. The operator chooses the rest: the name of an endpoint, a role, a tier.
 * Immutable.
 *
 * @param prefix ends with a dot, such as {@code throttle.tier.}
 * @param type the type of each member
 * @param list whether the members are parts of a list's items, such as {@code permission.rules.1.path}; environment variables
 *     cannot hold these
 */
public record SettingFamily<T>(String prefix, SettingType<T> type, boolean list) {

    /** A family whose members the operator names. */
    public static <T> SettingFamily<T> of(String prefix, SettingType<T> type) {
        return new SettingFamily<>(prefix, type, false);
    }

    /** A list whose items have parts. */
    public static SettingFamily<String> ofList(String name) {
        return new SettingFamily<>(name + ".", SettingTypes.TEXT, true);
    }

    /** The name without the dot at its end. */
    public String name() {
        return prefix.substring(0, prefix.length() - 1);
    }

    /** Whether a setting is a member. */
    public boolean contains(String setting) {
        return setting.startsWith(prefix) && setting.length() > prefix.length();
    }
}
