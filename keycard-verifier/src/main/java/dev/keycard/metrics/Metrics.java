package dev.keycard.metrics;

import java.util.function.DoubleSupplier;

/**
 * Where the engine registers what it counts and measures. Everything is registered once, when a part is made, under names and
 * labels that are fixed then: nothing that a client sends ever becomes a label. Names are those of Prometheus, without the
 * suffix {@code _total}; times are in seconds there and in nanoseconds here. Thread-safe.
 *
 * <p>Labels are names and values in turn.
 */
public interface Metrics {

    /** A counter that is added to where something happens. */
    Counter counter(String name, String help, String... labels);

    /** A histogram of durations. */
    Timer timer(String name, String help, String... labels);

    /** A counter that some part keeps itself and that only grows. */
    void total(String name, String help, DoubleSupplier value, String... labels);

    /** A value that goes up and down; asked when the figures are read, so it must be quick and must not wait. */
    void gauge(String name, String help, DoubleSupplier value, String... labels);

    /** For an engine that nobody watches: nothing is kept. */
    static Metrics none() {
        return NoMetrics.NONE;
    }
}
