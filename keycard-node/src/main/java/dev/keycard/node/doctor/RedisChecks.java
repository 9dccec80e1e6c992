package dev.keycard.node.doctor;

import dev.keycard.node.RedisConfiguration;
import dev.keycard.redis.RedisAccess;
import dev.keycard.redis.RedisConfig;
import dev.keycard.redis.RedisReport;
import java.util.List;
import java.util.Optional;

/** Checks of the Redis that nodes share. */
final class RedisChecks {

    private static final String NO_REDIS = "There is no Redis.";

    private RedisChecks() {}

    static List<Check> all() {
        return List.of(
                new Check("redis", "whether Redis answers and keeps the counters", RedisChecks::answer),
                new Check("redis.access", "whether others can change the counters in Redis", RedisChecks::access));
    }

    private static Finding answer(Installation installation) {
        Optional<RedisConfig> config = RedisConfiguration.of(installation.settings(), false);
        if (config.isEmpty()) {
            return Finding.ok(NO_REDIS);
        }
        RedisReport report = RedisReport.of(config.get());
        if (report.trouble().isPresent()) {
            return Finding.warning(
                    "Redis at " + config.get().access().address() + " does not count: "
                            + report.trouble().get() + ". Each node counts requests and sign-ins alone.",
                    "Start Redis, or correct the redis settings.");
        }
        return report.evicts()
                ? Finding.notice(
                        "Redis removes counters before their time when its memory is full.",
                        "Set its maxmemory-policy to noeviction: then each node counts alone until there is room.")
                : Finding.ok("Redis answers.");
    }

    private static Finding access(Installation installation) {
        Optional<RedisAccess> access =
                RedisConfiguration.of(installation.settings(), false).map(RedisConfig::access);
        if (access.isEmpty()) {
            return Finding.ok(NO_REDIS);
        }
        RedisAccess redis = access.get();
        if (!redis.hasPassword()) {
            return redis.isLocal()
                    ? Finding.notice(
                            "Redis has no password: every program on this machine can reset the counters of sign-ins.",
                            "Set a password in Redis, and redis.password.")
                    : Finding.warning(
                            "Redis has no password: who reaches it can reset the counters of sign-ins.",
                            "Set a password in Redis, and redis.password.");
        }
        return redis.hasTls() || redis.isLocal()
                ? Finding.ok("Redis asks for a password, which does not leave this machine without TLS.")
                : Finding.warning(
                        "The password of Redis leaves this machine without TLS.", "Write rediss:// in redis.url.");
    }
}
