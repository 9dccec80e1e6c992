package dev.keycard.server.config;

import dev.keycard.server.log.LogFormat;
import dev.keycard.server.log.LogLevel;
import dev.keycard.settings.Setting;
import dev.keycard.settings.SettingGroup;
import dev.keycard.settings.SettingTypes;

/** The settings of the log. See {@code docs/observability.md}. */
public final class LogSettings {

    public static final Setting<LogLevel> LEVEL = new Setting<>(
            "log.level",
            SettingTypes.oneOf(LogLevel.class),
            LogLevel.INFO,
            "What is logged: error, warn, info or debug.");
    public static final Setting<LogFormat> FORMAT = new Setting<>(
            "log.format",
            SettingTypes.oneOf(LogFormat.class),
            LogFormat.JSON,
            "How it is logged: json, one object a line, or text for reading.");

    static final SettingGroup GROUP = SettingGroup.of("Log", LEVEL, FORMAT);

    private LogSettings() {}
}
