package dev.keycard.metrics;

import java.util.Optional;
import java.util.function.DoubleSupplier;

/** Keeps nothing. */
enum NoMeters implements Meters {
    NONE;

    @Override
    public Tally tally(String name, String help, String... labels) {
        return () -> {};
    }

    @Override
    public Stopwatch stopwatch(String name, String help, String... labels) {
        return nanos -> {};
    }

    @Override
    public void total(String name, String help, DoubleSupplier value, String... labels) {}

    @Override
    public void gauge(String name, String help, DoubleSupplier value, String... labels) {}

    @Override
    public Optional<Exposition> exposition() {
        return Optional.empty();
    }
}
