package dev.keycard.server.metrics;

import dev.keycard.http.Response;
import dev.keycard.metrics.Counter;
import dev.keycard.metrics.Timer;
import dev.keycard.permission.Permission;
import dev.keycard.web.metrics.ExposedMetrics;
import dev.keycard.web.metrics.Exposition;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/** Metrics kept by Micrometer and read in Prometheus's text form, together with those of the JVM. Thread-safe. */
public final class PrometheusMetrics implements ExposedMetrics, AutoCloseable {

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    /** From the time of an answer from memory to the wait in a full queue of hashes. */
    private static final Duration[] BOUNDS = {
        Duration.ofNanos(5_000),
        Duration.ofNanos(20_000),
        Duration.ofNanos(100_000),
        Duration.ofNanos(500_000),
        Duration.ofMillis(2),
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Permission readers;

    /** Micrometer has only weak references to the sources of totals; this list keeps them alive. */
    private final Queue<DoubleSupplier> totals = new ConcurrentLinkedQueue<>();

    /** @param readers who may read the metrics */
    public PrometheusMetrics(Permission readers) {
        this.readers = readers;
        List<MeterBinder> jvm = List.of(
                new JvmMemoryMetrics(),
                collections,
                new JvmThreadMetrics(),
                new UptimeMetrics(),
                new ProcessorMetrics(),
                new FileDescriptorMetrics());
        jvm.forEach(metrics -> metrics.bindTo(registry));
    }

    @Override
    public Counter counter(String name, String help, String... labels) {
        io.micrometer.core.instrument.Counter counter = io.micrometer.core.instrument.Counter.builder(name)
                .description(help)
                .tags(labels)
                .register(registry);
        return counter::increment;
    }

    @Override
    public Timer timer(String name, String help, String... labels) {
        io.micrometer.core.instrument.Timer timer = io.micrometer.core.instrument.Timer.builder(withoutUnit(name))
                .description(help)
                .tags(labels)
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
        return nanos -> timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void total(String name, String help, DoubleSupplier value, String... labels) {
        totals.add(value);
        FunctionCounter.builder(name, value, DoubleSupplier::getAsDouble)
                .description(help)
                .tags(labels)
                .register(registry);
    }

    @Override
    public void gauge(String name, String help, DoubleSupplier value, String... labels) {
        Gauge.builder(name, value, DoubleSupplier::getAsDouble)
                .description(help)
                .tags(labels)
                .strongReference(true)
                .register(registry);
    }

    @Override
    public Exposition exposition() {
        return new Exposition(readers, this::render);
    }

    /** The metrics for a reader with that {@code Accept} header. */
    Response render(String accept) {
        String form = accept.toLowerCase(Locale.ROOT).contains("application/openmetrics-text") ? OPEN_METRICS : TEXT;
        return Response.of(200, form, registry.scrape(form).getBytes(StandardCharsets.UTF_8));
    }

    /** Micrometer adds the unit itself. */
    private static String withoutUnit(String name) {
        return name.endsWith("_seconds") ? name.substring(0, name.length() - "_seconds".length()) : name;
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
