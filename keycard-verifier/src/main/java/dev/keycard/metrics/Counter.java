package dev.keycard.metrics;

/** A counter. Adding is thread-safe and never waits. */
@FunctionalInterface
public interface Counter {

    void add();
}
