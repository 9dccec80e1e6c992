package dev.keycard.server.http;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/**
 * A body as it arrives. The buffer grows as bytes arrive, never by a declared length, and every allocated byte is counted.
 * Confined to its event loop.
 */
final class BodyBuffer {

    private static final int FIRST = 512;
    private static final byte[] NOTHING = {};

    private final Held held;
    private final int expected;
    private byte[] bytes = NOTHING;
    private int length;

    /** @param expected the length that was declared, or the greatest that is allowed */
    BodyBuffer(Held held, int expected) {
        this.held = held;
        this.expected = expected;
    }

    int length() {
        return length;
    }

    /** Returns false if there is no room. */
    boolean append(Buffer part) {
        int needed = length + part.length();
        if (needed > bytes.length && !makeRoom(needed)) {
            return false;
        }
        part.getBytes(bytes, length);
        length = needed;
        return true;
    }

    /** While the bytes are copied, both buffers are allocated. */
    private boolean makeRoom(int needed) {
        int room = Math.max(needed, Math.min(expected, Math.max(FIRST, 2 * bytes.length)));
        if (!held.hold((long) bytes.length + room)) {
            return false;
        }
        bytes = Arrays.copyOf(bytes, room);
        return held.hold(room);
    }

    /** The whole body. It stays counted until {@link #release}. */
    byte[] complete() {
        held.complete(true);
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    void release() {
        bytes = NOTHING;
        length = 0;
        held.release();
    }
}
