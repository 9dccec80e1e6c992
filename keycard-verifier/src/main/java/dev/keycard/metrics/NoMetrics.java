package dev.keycard.metrics;

import java.util.function.DoubleSupplier;

/** Discards all metrics. */
enum NoMetrics implements Metrics {
    NONE;

    @Override
    public Counter counter(String name, String help, String... labels) {
        return () -> {};
    }

    @Override
    public Timer timer(String name, String help, String... labels) {
        return nanos -> {};
    }

    @Override
    public void total(String name, String help, DoubleSupplier value, String... labels) {}

    @Override
    public void gauge(String name, String help, DoubleSupplier value, String... labels) {}
}
