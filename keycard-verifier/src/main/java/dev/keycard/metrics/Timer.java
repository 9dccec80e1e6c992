package dev.keycard.metrics;

/** A histogram of durations. Recording is thread-safe and never waits. */
@FunctionalInterface
public interface Timer {

    void record(long nanos);
}
