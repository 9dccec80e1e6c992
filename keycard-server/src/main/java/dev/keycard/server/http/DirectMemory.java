package dev.keycard.server.http;

import io.netty.util.internal.PlatformDependent;

/** The memory outside of the heap in which bytes arrive and leave. */
public final class DirectMemory {

    private DirectMemory() {}

    /** The most bytes of it, as {@code -XX:MaxDirectMemorySize} or the size of the heap sets them. */
    public static long limit() {
        return PlatformDependent.maxDirectMemory();
    }
}
