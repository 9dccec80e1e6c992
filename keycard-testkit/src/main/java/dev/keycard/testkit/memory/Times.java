package dev.keycard.testkit.memory;

import java.time.Instant;

/** Compares moments. */
final class Times {

    private Times() {}

    static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
