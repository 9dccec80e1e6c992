package dev.keycard.micrometer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.DoubleSupplier;

/** A value that is read from a function. */
record KeptGauge(MeterName name, DoubleSupplier value) implements KeptMeter {

    @Override
    public Meter.Type type() {
        return Meter.Type.GAUGE;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder(name.name(), value, DoubleSupplier::getAsDouble)
                .description(name.help())
                .tags(name.labels())
                .register(registry);
    }
}
