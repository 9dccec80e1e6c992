package dev.keycard.server.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.vertx.core.http.impl.HttpUtils;
import io.vertx.core.http.impl.headers.Http1xHeaders;
import java.util.function.BiConsumer;

/**
 * Counts the header lines and trailers of one message as they are decoded, and stops the decoding if there are too many. It is
 * a validator of Vert.x, which is called for each line before the line is stored. For one connection.
 */
final class HeaderLines implements BiConsumer<CharSequence, CharSequence>, HttpHeadersFactory {

    private final int most;
    private int count;

    HeaderLines(int most) {
        this.most = most;
    }

    @Override
    public void accept(CharSequence name, CharSequence value) {
        count(1);
        HttpUtils.validateHeader(name, value);
    }

    /** @throws TooLongHttpHeaderException if there are too many now */
    void count(int lines) {
        count += lines;
        if (count > most) {
            throw new TooLongHttpHeaderException("more than " + most + " header lines");
        }
    }

    int count() {
        return count;
    }

    /** A new message begins. */
    void reset() {
        count = 0;
    }

    /** Headers or trailers that are counted here. */
    @Override
    public HttpHeaders newHeaders() {
        return Http1xHeaders.httpHeaders(this);
    }

    @Override
    public HttpHeaders newEmptyHeaders() {
        return newHeaders();
    }
}
