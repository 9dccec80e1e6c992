package dev.keycard.redis;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How this node uses Redis. Immutable.
 *
 * @param access where it is
 * @param prefix the begin of all keys and of the channel; different for each cluster of nodes that shares a Redis with others
 * @param timeout how long one command may take, 10 ms to 5 s. After a longer one, Redis counts as away
 * @param signals whether this node sends and receives signals after changes
 */
public record RedisConfig(RedisAccess access, String prefix, Duration timeout, boolean signals) {

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9:._-]{1,64}");
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    public RedisConfig {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "redis.prefix must be 1 to 64 letters, digits, colons, dots, dashes or underscores");
        }
        if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("redis.timeout must be between 10ms and 5s");
        }
    }
}
