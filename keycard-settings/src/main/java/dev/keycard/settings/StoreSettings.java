package dev.keycard.settings;

import dev.keycard.apitoken.ReservedScopes;
import dev.keycard.permission.HoldsScope;
import dev.keycard.permission.Permission;
import dev.keycard.store.SizeLimits;
import dev.keycard.store.StorePolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** The settings for all stores, of any database. See {@code docs/storage.md}. */
public final class StoreSettings {

    private static final StorePolicy DEFAULTS = StorePolicy.defaults();

    public static final Setting<Duration> NAME_QUARANTINE = new Setting<>(
            "account.name-quarantine",
            SettingTypes.DURATION,
            DEFAULTS.nameQuarantine(),
            "How long the name of a renamed or deleted user stays reserved for them; 0s frees it at once.");
    public static final Setting<Optional<Long>> WARN_SIZE = size(
            "store.warn-size",
            DEFAULTS.sizes().database().warn(),
            "The size of the database from which a warning is logged, or none.");
    public static final Setting<Optional<Long>> STOP_SIZE = size(
            "store.stop-observations-size",
            DEFAULTS.sizes().database().stop(),
            "The size of the database from which refusals are counted and not written to the audit, or none.");
    public static final Setting<Optional<Long>> WARN_FREE = size(
            "store.warn-free",
            DEFAULTS.sizes().free().warn(),
            "The room left on its disk below which a warning is logged, or none.");
    public static final Setting<Optional<Long>> STOP_FREE = size(
            "store.stop-observations-free",
            DEFAULTS.sizes().free().stop(),
            "The room left on its disk below which refusals are counted and not written, or none.");
    public static final Setting<Optional<Long>> AUDIT_WARN_SIZE = size(
            "audit.warn-size",
            DEFAULTS.sizes().audit().warn(),
            "The size of the audit from which a warning is logged, or none.");
    public static final Setting<Optional<Long>> AUDIT_STOP_SIZE = size(
            "audit.stop-observations-size",
            DEFAULTS.sizes().audit().stop(),
            "The size of the audit from which refusals are counted and not written to it, or none.");

    static final SettingGroup GROUP =
            SettingGroup.of("Storage", WARN_SIZE, STOP_SIZE, WARN_FREE, STOP_FREE, AUDIT_WARN_SIZE, AUDIT_STOP_SIZE);

    private StoreSettings() {}

    /**
     * Makes the policy of the stores.
     *
     * @param rules all configured rules: the scopes that they require by name are reserved
     * @throws ConfigurationException if some of it is out of range; the message names the setting
     */
    public static StorePolicy read(Configuration settings, Stream<Permission> rules) {
        return ConfigurationException.orRefusal(() -> new StorePolicy(
                settings.get(NAME_QUARANTINE),
                ReservedScopes.of(HoldsScope.namedIn(rules)).names(),
                new SizeLimits(
                        grown(settings, WARN_SIZE, STOP_SIZE),
                        grown(settings, AUDIT_WARN_SIZE, AUDIT_STOP_SIZE),
                        new SizeLimits.Bound(
                                settings.get(WARN_FREE).orElse(0L),
                                settings.get(STOP_FREE).orElse(0L)))));
    }

    private static SizeLimits.Bound grown(
            Configuration settings, Setting<Optional<Long>> warn, Setting<Optional<Long>> stop) {
        return new SizeLimits.Bound(
                settings.get(warn).orElse(Long.MAX_VALUE), settings.get(stop).orElse(Long.MAX_VALUE));
    }

    private static Setting<Optional<Long>> size(String name, long standard, String documentation) {
        return new Setting<>(name, SettingTypes.SIZE_OR_NONE, Optional.of(standard), documentation);
    }
}
