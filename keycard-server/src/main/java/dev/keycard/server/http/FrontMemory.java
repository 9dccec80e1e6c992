package dev.keycard.server.http;

/** The accounts of what clients make the server hold, shared by all connections. Thread-safe. */
final class FrontMemory {

    private final int perConnection;
    private final MemoryAccount heads;
    private final MemoryAccount bodies;

    FrontMemory(MemoryLimits limits) {
        this.perConnection = limits.perConnection();
        this.heads = new MemoryAccount(limits.heads());
        this.bodies = new MemoryAccount(limits.bodies());
    }

    /** The allowance of one more connection. */
    ConnectionMemory allowance() {
        return new ConnectionMemory(perConnection);
    }

    /** Of headers that are incomplete or wait for their answer, and of what TLS and HTTP/2 cannot read yet. */
    MemoryAccount heads() {
        return heads;
    }

    /** Of bodies, and of answers that are not taken. */
    MemoryAccount bodies() {
        return bodies;
    }

    /** Answers up to that size, given to a client that takes them, are part of what a connection costs. */
    int usualAnswer() {
        return perConnection;
    }
}
