package dev.keycard.server.metrics;

import dev.keycard.http.Response;
import dev.keycard.metrics.Counter;
import dev.keycard.metrics.Timer;
import dev.keycard.micrometer.MicrometerMetrics;
import dev.keycard.permission.Permission;
import dev.keycard.web.metrics.ExposedMetrics;
import dev.keycard.web.metrics.Exposition;
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
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/** Metrics kept by Micrometer and read in Prometheus's text form, together with those of the JVM. Thread-safe. */
public final class PrometheusMetrics implements ExposedMetrics, AutoCloseable {

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Permission readers;

    private final MicrometerMetrics metrics = new MicrometerMetrics();

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
        jvm.forEach(meters -> meters.bindTo(registry));
        metrics.bindTo(registry);
    }

    @Override
    public Counter counter(String name, String help, String... labels) {
        return metrics.counter(name, help, labels);
    }

    @Override
    public Timer timer(String name, String help, String... labels) {
        return metrics.timer(name, help, labels);
    }

    @Override
    public void total(String name, String help, DoubleSupplier value, String... labels) {
        metrics.total(name, help, value, labels);
    }

    @Override
    public void gauge(String name, String help, DoubleSupplier value, String... labels) {
        metrics.gauge(name, help, value, labels);
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

    @Override
    public void close() {
        metrics.close();
        collections.close();
        registry.close();
    }
}
