package dev.keycard.settings;

import dev.keycard.api.Internal;
import dev.keycard.session.SessionConfig;
import java.time.Duration;

/** The settings of browser sessions. See {@code docs/sessions.md}. */
@Internal
public final class SessionSettings {

    private static final SessionConfig DEFAULTS = SessionConfig.defaults();

    public static final Setting<Duration> IDLE = new Setting<>(
            "session.idle", SettingTypes.DURATION, DEFAULTS.idle(), "How long a session lives without a request.");
    public static final Setting<Duration> LIFETIME = new Setting<>(
            "session.lifetime", SettingTypes.DURATION, DEFAULTS.lifetime(), "How long a session lives at most.");

    static final SettingGroup GROUP = SettingGroup.of("Sessions", IDLE, LIFETIME);

    private SessionSettings() {}

    static SessionConfig read(Configuration settings) {
        return new SessionConfig(settings.get(IDLE), settings.get(LIFETIME));
    }
}
