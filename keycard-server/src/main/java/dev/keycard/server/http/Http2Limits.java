package dev.keycard.server.http;

/**
 * Limits of one HTTP/2 connection. Immutable.
 *
 * @param streams the most requests at once; further ones are refused with {@code REFUSED_STREAM}
 * @param resets the most streams that are reset, by either side, within 30 s; beyond it the connection is closed
 * @param controlFrames the most frames that carry neither headers nor data which a connection may send ahead of its requests;
 *     the credit grows with requests and with time, and without credit the connection is closed
 */
public record Http2Limits(int streams, int resets, int controlFrames) {

    /** 100 streams, 200 resets, 1,000 control frames. */
    public static Http2Limits defaults() {
        return new Http2Limits(100, 200, 1000);
    }
}
