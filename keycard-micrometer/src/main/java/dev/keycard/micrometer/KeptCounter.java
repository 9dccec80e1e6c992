package dev.keycard.micrometer;

import dev.keycard.metrics.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.LongAdder;

/** A counter that Keycard increments, and that registries read. */
final class KeptCounter implements KeptMeter, Counter {

    private final MeterName name;
    private final LongAdder count = new LongAdder();

    KeptCounter(MeterName name) {
        this.name = name;
    }

    @Override
    public void add() {
        count.increment();
    }

    @Override
    public MeterName name() {
        return name;
    }

    @Override
    public Meter.Type type() {
        return Meter.Type.COUNTER;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder(name.name(), count, LongAdder::sum)
                .description(name.help())
                .tags(name.labels())
                .register(registry);
    }
}
