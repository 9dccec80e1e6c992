package dev.keycard.metrics;

/** A histogram of durations. Recording is thread-safe and never blocks. */
@FunctionalInterface
public interface Timer {

    void record(long nanos);
}
