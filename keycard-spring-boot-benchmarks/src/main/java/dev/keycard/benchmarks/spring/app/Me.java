package dev.keycard.benchmarks.spring.app;

/** The answer of each application. Immutable. */
record Me(String id) {}
