package dev.keycard.server.memory;

/** The memory costs of objects on the heap, in bytes, measured as docs/server.md describes and rounded up. */
final class MemoryCosts {

    static final long KIB = 1024;
    static final long MIB = 1024 * KIB;

    /** The server itself, warm and idle: 12 MiB of classes' data, buffers and threads were measured. */
    static final long BASE = 16 * MIB;

    /** Observations that wait for the audit: 10,000. */
    static final long OBSERVATIONS = 4 * MIB;

    /** Mails that wait: 1,000. */
    static final long OUTBOX = 4 * MIB;

    /** A request in a worker: its body of up to 64 KiB, and the texts read from it, which may take two bytes a character. */
    static final long WORKER = 192 * KIB;

    /** Requests in workers besides those that wait for hashes. */
    static final int WORKERS = 64;

    /** An idle connection: 6 KiB were measured without TLS, 14 with TLS and HTTP/1.1, 24 with HTTP/2. */
    static final long PLAIN_CONNECTION = 8 * KIB;

    static final long TLS_CONNECTION = 28 * KIB;

    /** The allowance of each connection, before its memory is counted in an account that all share. */
    static final long CONNECTION_ALLOWANCE = 4 * KIB;

    /** A cached user, the counter of a name or an address with its share of the table of evicted counts, and a revocation. */
    static final long USER = 640;

    static final long COUNTER = 720;
    static final long CHANGE = 192;

    private MemoryCosts() {}

    /** The memory of one hash of so many KiB: each block of 1024 bytes is an object. */
    static long hash(long kib) {
        return kib * 1072;
    }

    static long connection(boolean tls) {
        return CONNECTION_ALLOWANCE + (tls ? TLS_CONNECTION : PLAIN_CONNECTION);
    }

    /** The reserve: space that the collector needs, and garbage of requests. */
    static long reserve(long heap) {
        return Math.max(12 * MIB, heap / 8);
    }

    static long mib(long bytes) {
        return (bytes + MIB - 1) / MIB;
    }
}
