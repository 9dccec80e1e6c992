package dev.keycard.server.http;

/**
 * Limits of the memory that clients may take. Each connection has an allowance of its own, which belongs to the cost of a
 * connection; memory beyond that is counted in accounts that all connections share. The maximum over all clients is therefore
 * {@code most connections × (cost of an idle connection + perConnection) + heads + bodies}. Immutable.
 *
 * @param perConnection the allowance of each connection
 * @param heads the bytes beyond it of requests whose headers are incomplete or that wait for their answer
 * @param bodies the bytes beyond it of bodies, and of answers that were not taken yet
 */
public record MemoryLimits(int perConnection, long heads, long bodies) {

    /** 4 KiB, 8 MiB, 16 MiB: what fits a heap of 144 MiB. */
    public static MemoryLimits defaults() {
        return new MemoryLimits(4 * 1024, 8L * 1024 * 1024, 16L * 1024 * 1024);
    }
}
