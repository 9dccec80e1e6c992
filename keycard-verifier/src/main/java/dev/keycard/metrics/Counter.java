package dev.keycard.metrics;

/** A counter. Adding is thread-safe and never blocks. */
@FunctionalInterface
public interface Counter {

    void add();
}
