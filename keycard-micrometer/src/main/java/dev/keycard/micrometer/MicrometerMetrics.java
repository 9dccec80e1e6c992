package dev.keycard.micrometer;

import dev.keycard.metrics.Counter;
import dev.keycard.metrics.Metrics;
import dev.keycard.metrics.Timer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * Keeps the metrics of an engine or a verifier, and shows them in every registry that it is bound to, before or after they are
 * made. Names have dots, as usual with Micrometer: {@code keycard_feed_fresh} of Prometheus is {@code keycard.feed.fresh}. With
 * no registry, counting costs next to nothing. Thread-safe.
 *
 * <p>Registries hold it weakly: it must live as long as what it measures. {@link #close} removes its meters from them.
 */
public final class MicrometerMetrics implements Metrics, MeterBinder, AutoCloseable {

    private final Map<MeterName, KeptMeter> meters = new HashMap<>();
    private final List<MeterRegistry> registries = new ArrayList<>();

    @Override
    public Counter counter(String name, String help, String... labels) {
        return keep(KeptCounter.class, new KeptCounter(MeterName.of(name, help, labels)));
    }

    @Override
    public Timer timer(String name, String help, String... labels) {
        return keep(KeptTimer.class, new KeptTimer(MeterName.of(name, help, labels)));
    }

    @Override
    public void total(String name, String help, DoubleSupplier value, String... labels) {
        keep(KeptTotal.class, new KeptTotal(MeterName.of(name, help, labels), value));
    }

    @Override
    public void gauge(String name, String help, DoubleSupplier value, String... labels) {
        keep(KeptGauge.class, new KeptGauge(MeterName.of(name, help, labels), value));
    }

    /** The meter of that name: the first that was made. */
    private synchronized <M extends KeptMeter> M keep(Class<M> kind, M meter) {
        KeptMeter known = meters.putIfAbsent(meter.name(), meter);
        if (known != null) {
            return kind.cast(known);
        }
        registries.forEach(meter::bindTo);
        return meter;
    }

    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        if (!registries.contains(registry)) {
            registries.add(registry);
            meters.values().forEach(meter -> meter.bindTo(registry));
        }
    }

    /** Removes the meters from all registries. */
    @Override
    public synchronized void close() {
        registries.forEach(registry -> meters.values().forEach(meter -> meter.removeFrom(registry)));
        registries.clear();
    }
}
