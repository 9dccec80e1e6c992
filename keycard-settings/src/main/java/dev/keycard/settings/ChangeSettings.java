package dev.keycard.settings;

import dev.keycard.api.Internal;
import dev.keycard.revocation.ChangeConfig;
import java.time.Duration;
import java.util.Optional;

/** The settings of the change feed. See {@code docs/revocation.md}. */
@Internal
public final class ChangeSettings {

    private static final ChangeConfig DEFAULTS = ChangeConfig.defaults();

    public static final Setting<Duration> POLL = new Setting<>(
            "change.poll",
            SettingTypes.DURATION,
            DEFAULTS.poll(),
            "How often the server looks for what other processes changed.");
    public static final Setting<Duration> MAX_STALENESS = new Setting<>(
            "change.max-staleness",
            SettingTypes.DURATION,
            DEFAULTS.maxStaleness(),
            "How old the server's view may be before each request asks the database.");

    public static final Setting<ChangePush> PUSH = new Setting<>(
            "change.push",
            SettingTypes.oneOf(ChangePush.class),
            ChangePush.DATABASE,
            "What wakes other nodes after a change: the database, redis, or off.");

    public static final Setting<Optional<Integer>> MAX_STREAMS = new Setting<>(
            "change.max-streams",
            SettingTypes.COUNT_OR_AUTO,
            Optional.empty(),
            "How many services may follow changes at once; auto is half of the connections, or 1000 without a server.");

    static final SettingGroup GROUP = SettingGroup.of("Changes", POLL, MAX_STALENESS, PUSH, MAX_STREAMS);

    private ChangeSettings() {}

    static ChangeConfig read(Configuration settings) {
        return new ChangeConfig(settings.get(POLL), settings.get(MAX_STALENESS));
    }
}
