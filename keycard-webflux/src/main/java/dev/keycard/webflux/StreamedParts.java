package dev.keycard.webflux;

import dev.keycard.http.StreamedBody;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * The parts of a body that is written while time passes. A client that leaves too much of it unread is cut off. Thread-safe;
 * never blocks.
 */
final class StreamedParts implements StreamedBody.Sink {

    /** The most that may wait for one client. */
    private static final int MOST_WAITING = 256 * 1024;

    /** The memory of a part besides its bytes. */
    private static final int COST_OF_PART = 128;

    private final FluxSink<byte[]> parts;
    private final AtomicLong waiting;

    private StreamedParts(FluxSink<byte[]> parts, AtomicLong waiting) {
        this.parts = parts;
        this.waiting = waiting;
    }

    static Flux<byte[]> of(StreamedBody body) {
        return Flux.defer(() -> {
            AtomicLong waiting = new AtomicLong();
            return Flux.<byte[]>create(sink -> begin(body, sink, waiting), FluxSink.OverflowStrategy.BUFFER)
                    .doOnNext(bytes -> waiting.addAndGet(-cost(bytes)));
        });
    }

    private static void begin(StreamedBody body, FluxSink<byte[]> sink, AtomicLong waiting) {
        AtomicBoolean closed = new AtomicBoolean();
        sink.onDispose(() -> {
            if (closed.compareAndSet(false, true)) {
                body.closed();
            }
        });
        body.begin(new StreamedParts(sink, waiting));
    }

    private static long cost(byte[] bytes) {
        return (long) bytes.length + COST_OF_PART;
    }

    @Override
    public void send(byte[] bytes) {
        if (parts.isCancelled()) {
            return;
        }
        if (waiting.addAndGet(cost(bytes)) > MOST_WAITING) {
            abort();
        } else {
            parts.next(bytes);
        }
    }

    @Override
    public void end() {
        parts.complete();
    }

    @Override
    public void abort() {
        parts.error(new IllegalStateException("the answer was broken off"));
    }
}
