package dev.keycard.server.http;

/** Counts of connections and of the memory that clients take. Each call reads the present value. Thread-safe. */
public final class FrontCounts {

    private final ConnectionRegistry registry;
    private final FrontMemory memory;

    FrontCounts(ConnectionRegistry registry, FrontMemory memory) {
        this.registry = registry;
        this.memory = memory;
    }

    /** Connections whose TLS handshake is not complete. */
    public int handshakes() {
        return registry.handshakes();
    }

    /** Connections that were refused because there were too many in all. */
    public long refusedConnections() {
        return registry.refusedTotal();
    }

    /** Connections that were refused because their address had too many. */
    public long refusedConnectionsOfAddress() {
        return registry.refusedAddress();
    }

    /** Connections that were dropped to make room for others. */
    public long droppedConnections() {
        return registry.dropped();
    }

    /** Bytes of headers beyond the connections' allowances. */
    public long headBytes() {
        return memory.heads().used();
    }

    /** Bytes of bodies and answers beyond the connections' allowances. */
    public long bodyBytes() {
        return memory.bodies().used();
    }

    /** Requests and connections that were refused because there was no room for their headers. */
    public long refusedHeads() {
        return memory.heads().refused();
    }

    /** Bodies and answers that were refused because there was no room for them. */
    public long refusedBodies() {
        return memory.bodies().refused();
    }

    /** Connections that were closed to make room for the headers of others. */
    public long endedHeads() {
        return memory.heads().ended();
    }

    /** Bodies and answers that were ended to make room for others. */
    public long endedBodies() {
        return memory.bodies().ended();
    }
}
