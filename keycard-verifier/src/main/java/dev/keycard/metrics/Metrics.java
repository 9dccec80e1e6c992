package dev.keycard.metrics;

import java.util.function.DoubleSupplier;

/**
 * The registry of the engine's metrics. Each metric is registered once, when its part is made, with a fixed name and fixed
 * labels: texts of clients never become labels. Names follow the rules of Prometheus, without the suffix {@code _total}; times
 * are nanoseconds here and seconds in Prometheus. Thread-safe.
 *
 * <p>Labels alternate names and values.
 */
public interface Metrics {

    /** A counter that the caller increments. */
    Counter counter(String name, String help, String... labels);

    /** A histogram of durations. */
    Timer timer(String name, String help, String... labels);

    /** A counter whose value is read from a function; it only grows. */
    void total(String name, String help, DoubleSupplier value, String... labels);

    /** A gauge. Its function is called when the metrics are read, so it must be quick and must not block. */
    void gauge(String name, String help, DoubleSupplier value, String... labels);

    /** Metrics that are discarded. */
    static Metrics none() {
        return NoMetrics.NONE;
    }
}
