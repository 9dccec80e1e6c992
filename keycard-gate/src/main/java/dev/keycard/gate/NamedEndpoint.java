package dev.keycard.gate;

/** A plain {@link Guarded}. */
record NamedEndpoint(String name, String method, Access access) implements Guarded {}
