package dev.keycard.micrometer;

import dev.keycard.metrics.Timer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A histogram of durations, which are recorded in each registry. */
final class KeptTimer implements KeptMeter, Timer {

    private static final String UNIT = ".seconds";

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

    private final MeterName name;
    /** An array, because every request goes through it. */
    private volatile io.micrometer.core.instrument.Timer[] bound = {};

    /** @param given with the unit at its end, which registries add themselves */
    KeptTimer(MeterName given) {
        String text = given.name();
        this.name = text.endsWith(UNIT)
                ? new MeterName(text.substring(0, text.length() - UNIT.length()), given.labels(), given.help())
                : given;
    }

    @Override
    public void record(long nanos) {
        for (io.micrometer.core.instrument.Timer timer : bound) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public MeterName name() {
        return name;
    }

    @Override
    public Meter.Type type() {
        return Meter.Type.TIMER;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        io.micrometer.core.instrument.Timer timer = io.micrometer.core.instrument.Timer.builder(name.name())
                .description(name.help())
                .tags(name.labels())
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
        bound = Stream.concat(Arrays.stream(bound), Stream.of(timer))
                .toArray(io.micrometer.core.instrument.Timer[]::new);
    }

    @Override
    public void removeFrom(MeterRegistry registry) {
        KeptMeter.super.removeFrom(registry);
        bound = new io.micrometer.core.instrument.Timer[0];
    }
}
