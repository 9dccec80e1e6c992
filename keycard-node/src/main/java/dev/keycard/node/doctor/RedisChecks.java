package dev.keycard.node.doctor;

import dev.keycard.settings.RedisSettings;
import java.util.List;
import java.util.function.Function;

/** Checks of the Redis that nodes share. Without {@code redis.url} no class of the Redis client is needed. */
final class RedisChecks {

    private RedisChecks() {}

    static List<Check> all() {
        return List.of(
                new Check(
                        "redis",
                        "whether Redis answers and keeps the counters",
                        ifThereIsOne(node -> RedisExamination.answer(node))),
                new Check(
                        "redis.access",
                        "whether others can change the counters in Redis",
                        ifThereIsOne(node -> RedisExamination.access(node))));
    }

    private static Function<Installation, Finding> ifThereIsOne(Function<Installation, Finding> examination) {
        return node -> node.settings().get(RedisSettings.URL).isPresent()
                ? examination.apply(node)
                : Finding.ok("There is no Redis.");
    }
}
