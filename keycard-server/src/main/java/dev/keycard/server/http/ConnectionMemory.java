package dev.keycard.server.http;

/** The memory allowance of one connection, shared by all buffers of the connection. Confined to its event loop. */
final class ConnectionMemory {

    private long left;

    ConnectionMemory(long allowance) {
        this.left = allowance;
    }

    /** Takes as much of that as is left, and returns how much it was. */
    long take(long bytes) {
        long taken = Math.min(bytes, left);
        left -= taken;
        return taken;
    }

    void give(long bytes) {
        left += bytes;
    }
}
