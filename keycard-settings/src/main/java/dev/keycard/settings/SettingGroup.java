package dev.keycard.settings;

import java.util.List;

/**
 * The settings of one feature, in the order of the documentation. Immutable.
 *
 * @param title the heading in {@code docs/configuration.md}
 */
public record SettingGroup(String title, List<Setting<?>> settings, List<SettingFamily<?>> families) {

    public SettingGroup {
        settings = List.copyOf(settings);
        families = List.copyOf(families);
    }

    /** A group without families. */
    public static SettingGroup of(String title, Setting<?>... settings) {
        return new SettingGroup(title, List.of(settings), List.of());
    }

    /** The same group with families. */
    public SettingGroup with(SettingFamily<?>... members) {
        return new SettingGroup(title, settings, List.of(members));
    }
}
