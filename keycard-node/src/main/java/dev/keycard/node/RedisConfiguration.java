package dev.keycard.node;

import dev.keycard.api.Internal;
import dev.keycard.redis.RedisAccess;
import dev.keycard.redis.RedisConfig;
import dev.keycard.settings.Configuration;
import dev.keycard.settings.ConfigurationException;
import dev.keycard.settings.RedisSettings;
import java.util.Optional;

/** How this node uses Redis, made from the settings. No class of the Redis client is loaded before one is set. */
@Internal
public final class RedisConfiguration {

    private RedisConfiguration() {}

    /**
     * The configuration; empty if there is no Redis.
     *
     * @param signals whether signals after changes go over it
     * @throws ConfigurationException if a setting is out of range or contradicts another; the message names it
     */
    public static Optional<RedisConfig> of(Configuration settings, boolean signals) {
        return settings.get(RedisSettings.URL)
                .map(url -> ConfigurationException.orRefusal(() -> new RedisConfig(
                        new RedisAccess(
                                url,
                                settings.get(RedisSettings.CLUSTER),
                                settings.get(RedisSettings.USERNAME).orElse(null),
                                settings.get(RedisSettings.PASSWORD).orElse(null),
                                settings.get(RedisSettings.TLS_CA).orElse(null)),
                        settings.get(RedisSettings.PREFIX),
                        settings.get(RedisSettings.TIMEOUT),
                        signals)));
    }
}
