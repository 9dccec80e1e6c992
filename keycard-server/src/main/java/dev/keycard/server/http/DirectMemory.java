package dev.keycard.server.http;

import io.netty.util.internal.PlatformDependent;

/** The memory outside of the heap for network buffers. */
public final class DirectMemory {

    private DirectMemory() {}

    /** The maximum, in bytes, as {@code -XX:MaxDirectMemorySize} or the size of the heap sets them. */
    public static long limit() {
        return PlatformDependent.maxDirectMemory();
    }
}
