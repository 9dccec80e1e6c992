package dev.keycard.support;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that moves when a test turns it: a wall time, and nanoseconds that no setting of the wall time touches. Thread-safe.
 */
public final class HandClock implements InstantSource {

    /** Where every test begins. */
    public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private Instant now = START;
    private long nanos;

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /** What {@link System#nanoTime()} is to a program. */
    public synchronized long nanoTime() {
        return nanos;
    }

    /** Lets time pass. */
    public synchronized void advance(Duration time) {
        now = now.plus(time);
        nanos += time.toNanos();
    }

    /** Sets the wall time; no time passes. */
    public synchronized void set(Instant moment) {
        now = moment;
    }
}
