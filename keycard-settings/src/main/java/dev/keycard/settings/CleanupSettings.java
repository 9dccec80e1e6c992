package dev.keycard.settings;

import dev.keycard.api.Internal;
import dev.keycard.cleanup.CleanupConfig;
import java.time.Duration;
import java.util.Optional;

/** The settings of purging. See {@code docs/cleanup.md}. */
@Internal
public final class CleanupSettings {

    private static final CleanupConfig DEFAULTS = CleanupConfig.defaults();

    public static final Setting<Duration> KEEP_LOGINS = new Setting<>(
            "cleanup.keep-logins",
            SettingTypes.DURATION,
            DEFAULTS.keepLogins(),
            "How long a login is kept after it ended or expired.");
    public static final Setting<Duration> KEEP_TOKENS = new Setting<>(
            "cleanup.keep-tokens",
            SettingTypes.DURATION,
            DEFAULTS.keepTokens(),
            "How long an API token is kept after it ended or expired.");
    public static final Setting<Optional<Duration>> KEEP_AUDIT = new Setting<>(
            "audit.keep",
            SettingTypes.optional(SettingTypes.DURATION, "forever"),
            Optional.ofNullable(DEFAULTS.keepAudit()),
            "How long an audit entry is kept, or forever.");

    static final SettingGroup GROUP = SettingGroup.of("Cleanup", KEEP_LOGINS, KEEP_TOKENS, KEEP_AUDIT);

    private CleanupSettings() {}

    static CleanupConfig read(Configuration settings) {
        return new CleanupConfig(
                settings.get(KEEP_LOGINS),
                settings.get(KEEP_TOKENS),
                settings.get(KEEP_AUDIT).orElse(null));
    }
}
