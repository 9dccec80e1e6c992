package dev.keycard.node.doctor;

import dev.keycard.node.RedisConfiguration;
import dev.keycard.redis.RedisAccess;
import dev.keycard.redis.RedisConfig;
import dev.keycard.redis.RedisReport;

/** Examines the configured Redis. */
final class RedisExamination {

    private RedisExamination() {}

    static Finding answer(Installation installation) {
        RedisConfig config = config(installation);
        RedisReport report = RedisReport.of(config);
        if (report.trouble().isPresent()) {
            return Finding.warning(
                    "Redis at " + config.access().address() + " does not count: "
                            + report.trouble().get() + ". Each node counts requests and sign-ins alone.",
                    "Start Redis, or correct the redis settings.");
        }
        return report.evicts()
                ? Finding.notice(
                        "Redis removes counters before their time when its memory is full.",
                        "Set its maxmemory-policy to noeviction: then each node counts alone until there is room.")
                : Finding.ok("Redis answers.");
    }

    static Finding access(Installation installation) {
        RedisAccess redis = config(installation).access();
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

    private static RedisConfig config(Installation installation) {
        return RedisConfiguration.of(installation.settings(), false).orElseThrow();
    }
}
