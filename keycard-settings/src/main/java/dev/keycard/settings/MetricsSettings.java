package dev.keycard.settings;

import dev.keycard.permission.Permission;

/** The settings of metrics. See {@code docs/observability.md}. */
public final class MetricsSettings {

    public static final Setting<Boolean> ENABLED = new Setting<>(
            "metrics.enabled", SettingTypes.BOOLEAN, true, "Whether metrics are kept and shown at /metrics.");
    public static final Setting<String> PERMISSION = new Setting<>(
            "metrics.permission",
            SettingTypes.NOT_BLANK,
            "IsAdminUser or HoldsScope(metrics)",
            "Who may read them: staff, or an API token with the scope metrics; AllowAny for everybody.");

    static final SettingGroup GROUP = SettingGroup.of("Metrics", ENABLED, PERMISSION);

    private MetricsSettings() {}

    /**
     * Who may read the metrics.
     *
     * @throws ConfigurationException if that is no rule
     */
    public static Permission permission(Configuration settings) {
        return ConfigurationException.orRefusal(
                () -> PermissionSettings.rule(settings, PermissionSettings.read(settings), PERMISSION));
    }
}
