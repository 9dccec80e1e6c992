package dev.keycard.redis;

import dev.keycard.metrics.Counter;
import dev.keycard.metrics.Metrics;
import dev.keycard.metrics.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/** Metrics that a test reads by their names. A gauge is that of the node that was opened last. */
final class ReadMetrics implements Metrics {

    private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();
    private final Map<String, DoubleSupplier> gauges = new ConcurrentHashMap<>();

    long count(String name) {
        return counters.getOrDefault(name, new LongAdder()).sum();
    }

    double gauge(String name) {
        return gauges.getOrDefault(name, () -> Double.NaN).getAsDouble();
    }

    @Override
    public Counter counter(String name, String help, String... labels) {
        LongAdder sum = counters.computeIfAbsent(name, unused -> new LongAdder());
        return sum::increment;
    }

    @Override
    public Timer timer(String name, String help, String... labels) {
        return nanos -> {};
    }

    @Override
    public void total(String name, String help, DoubleSupplier value, String... labels) {}

    @Override
    public void gauge(String name, String help, DoubleSupplier value, String... labels) {
        gauges.put(name, value);
    }
}
