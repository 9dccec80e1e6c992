package dev.keycard.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.DoubleSupplier;

/** A counter that is read from a function. */
record KeptTotal(MeterName name, DoubleSupplier value) implements KeptMeter {

    @Override
    public Meter.Type type() {
        return Meter.Type.COUNTER;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder(name.name(), value, DoubleSupplier::getAsDouble)
                .description(name.help())
                .tags(name.labels())
                .register(registry);
    }
}
