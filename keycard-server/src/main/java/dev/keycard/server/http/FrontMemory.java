package dev.keycard.server.http;

/** The accounts of the memory that clients take, shared by all connections. Thread-safe. */
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

    /**
     * The account of headers that are incomplete or wait for their answer, and of incomplete records of TLS and frames of
     * HTTP/2.
     */
    MemoryAccount heads() {
        return heads;
    }

    /** The account of bodies, and of answers that the client has not read. */
    MemoryAccount bodies() {
        return bodies;
    }

    /** Answers up to this size to a client that reads them are part of the cost of a connection. */
    int usualAnswer() {
        return perConnection;
    }
}
