package dev.keycard.settings;

import dev.keycard.crypto.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The settings of what nodes share in Redis. The module {@code keycard-redis} checks them. See {@code docs/redis.md}. */
public final class RedisSettings {

    /** Hidden, because the address may hold a password. */
    private static final SettingType<Optional<Secret>> ADDRESS = new SettingType<>(
            "an address such as redis://host:6379, or file:/path of a file that holds it",
            text -> Optional.of(text.isEmpty() ? Optional.empty() : Optional.of(new Secret(text))),
            address -> address.isEmpty() ? "" : "***",
            SettingType.Secrecy.SECRET);

    public static final Setting<Optional<Secret>> URL = new Setting<>(
            "redis.url",
            ADDRESS,
            Optional.empty(),
            "The Redis that the nodes share: redis://, rediss:// with TLS, redis-sentinel:// or rediss-sentinel://; several"
                    + " addresses for a cluster; empty for none.");
    public static final Setting<Boolean> CLUSTER = new Setting<>(
            "redis.cluster",
            SettingTypes.BOOLEAN,
            false,
            "Whether a single address belongs to a Redis Cluster; several always do.");
    public static final Setting<Optional<String>> USERNAME = new Setting<>(
            "redis.username",
            SettingTypes.OPTIONAL_TEXT,
            Optional.empty(),
            "The user name there, if it is not the default.");
    public static final Setting<Optional<Secret>> PASSWORD =
            new Setting<>("redis.password", SettingTypes.OPTIONAL_SECRET, Optional.empty(), "The password there.");
    public static final Setting<Optional<Path>> TLS_CA = new Setting<>(
            "redis.tls.ca",
            SettingTypes.OPTIONAL_FILE,
            Optional.empty(),
            "A PEM file with the certificates that sign that of Redis; empty for those that Java trusts.");
    public static final Setting<String> PREFIX = new Setting<>(
            "redis.prefix",
            SettingTypes.NOT_BLANK,
            "keycard:",
            "The beginning of all keys and of the channel; another one for each cluster of nodes that shares a Redis.");
    public static final Setting<Duration> TIMEOUT = new Setting<>(
            "redis.timeout",
            SettingTypes.DURATION,
            Duration.ofMillis(250),
            "How long Redis may take for one answer; after a later one each node counts alone for a moment.");

    static final SettingGroup GROUP =
            SettingGroup.of("Redis", URL, CLUSTER, USERNAME, PASSWORD, TLS_CA, PREFIX, TIMEOUT);

    private RedisSettings() {}
}
