package dev.keycard.revocation;

import java.time.Duration;

/**
 * How closely a node follows the change log.
 *
 * @param poll how often it reads the log; default 500 ms
 * @param maxStaleness how old its view may be before each request is decided by the store instead; default 5 s
 */
public record ChangeConfig(Duration poll, Duration maxStaleness) {

    public ChangeConfig {
        if (poll.isNegative() || poll.isZero()) {
            throw new IllegalArgumentException("change.poll must be longer than zero");
        }
        if (maxStaleness.compareTo(poll) <= 0) {
            throw new IllegalArgumentException("change.max-staleness must be longer than change.poll");
        }
    }

    /** The defaults that the parameters of this record name. */
    public static ChangeConfig defaults() {
        return new ChangeConfig(Duration.ofMillis(500), Duration.ofSeconds(5));
    }
}
