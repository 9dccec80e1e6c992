package dev.keycard.gate;

/** An endpoint that is nothing but what the Gate has to know of it. */
record NamedEndpoint(String name, String method, Access access) implements Guarded {}
