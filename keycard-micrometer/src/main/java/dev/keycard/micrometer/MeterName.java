package dev.keycard.micrometer;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;

/** The name of a meter, its labels, and its description. Two with the same name and labels are equal. */
record MeterName(String name, Tags labels, String help) {

    static MeterName of(String name, String help, String... labels) {
        return new MeterName(name.replace('_', '.'), Tags.of(labels), help);
    }

    /** Its id in a registry. */
    Meter.Id id(Meter.Type type) {
        return new Meter.Id(name, labels, null, help, type);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MeterName meter && name.equals(meter.name) && labels.equals(meter.labels);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + labels.hashCode();
    }
}
