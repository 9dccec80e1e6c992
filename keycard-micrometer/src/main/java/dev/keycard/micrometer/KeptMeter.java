package dev.keycard.micrometer;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;

/** One metric, shown in several registries. */
sealed interface KeptMeter permits KeptCounter, KeptGauge, KeptTimer, KeptTotal {

    MeterName name();

    Meter.Type type();

    /** Shows it in a registry. Called once for each. */
    void bindTo(MeterRegistry registry);

    default void removeFrom(MeterRegistry registry) {
        registry.removeByPreFilterId(name().id(type()));
    }
}
