package dev.keycard.server.http;

/**
 * Limits of one request. Immutable.
 *
 * @param line the longest request line in bytes; beyond it 414
 * @param headers the most bytes of all header lines and trailers together; beyond it 431
 * @param headerLines the most header lines and trailers; beyond it 431
 * @param body the most bytes of a body; beyond it 413
 */
public record RequestLimits(int line, int headers, int headerLines, int body) {

    /** 4 KiB, 16 KiB, 100 lines, 64 KiB. */
    public static RequestLimits defaults() {
        return new RequestLimits(4 * 1024, 16 * 1024, 100, 64 * 1024);
    }
}
