package dev.keycard.web.refusal;

import dev.keycard.metrics.Counter;
import dev.keycard.metrics.Metrics;
import dev.keycard.metrics.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;

/** Keeps counters by the values of their labels, for assertions. For one thread. */
public final class CountingMetrics implements Metrics {

    private final Map<String, Long> counts = new TreeMap<>();

    /** The counters that were added to, such as {@code jwt bad_signature}. */
    public Map<String, Long> counts() {
        return counts;
    }

    @Override
    public Counter counter(String name, String help, String... labels) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i < labels.length; i += 2) {
            values.add(labels[i]);
        }
        return () -> counts.merge(String.join(" ", values), 1L, Long::sum);
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
