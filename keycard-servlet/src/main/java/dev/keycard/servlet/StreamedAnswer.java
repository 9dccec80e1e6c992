package dev.keycard.servlet;

import dev.keycard.http.StreamedBody;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * An answer whose body is written while time passes, without a thread that waits. A client that leaves too much of it unread is
 * cut off. Thread-safe.
 */
final class StreamedAnswer implements StreamedBody.Sink, WriteListener, AsyncListener {

    /** The most that may wait for one client. */
    private static final int MOST_WAITING = 256 * 1024;

    /** The memory of a part besides its bytes. */
    private static final int COST_OF_PART = 128;

    /** An attribute of a request whose answer was broken off. */
    private static final String BROKEN = StreamedAnswer.class.getName() + ".broken";

    private enum End {
        NONE,
        IN_ORDER,
        OVER
    }

    private final HttpServletRequest request;
    private final AsyncContext context;
    private final ServletOutputStream out;
    private final StreamedBody body;
    private final Queue<byte[]> parts = new ArrayDeque<>();
    private long waiting;
    private boolean unflushed = true;
    private End end = End.NONE;
    private boolean closed;

    private StreamedAnswer(
            HttpServletRequest request, AsyncContext context, ServletOutputStream out, StreamedBody body) {
        this.request = request;
        this.context = context;
        this.out = out;
        this.body = body;
    }

    /** Sends the head, which is set, and lets the body begin. */
    static void begin(HttpServletRequest request, HttpServletResponse response, StreamedBody body) throws IOException {
        AsyncContext context = request.startAsync(request, response);
        // The body has its own end, and sends signs of life until then.
        context.setTimeout(0);
        StreamedAnswer answer = new StreamedAnswer(request, context, response.getOutputStream(), body);
        context.addListener(answer);
        answer.out.setWriteListener(answer);
        body.begin(answer);
    }

    /** Whether the answer to the request was broken off, so that its connection must be closed. */
    static boolean isBroken(HttpServletRequest request) {
        return request.getAttribute(BROKEN) != null;
    }

    @Override
    public void send(byte[] bytes) {
        step(() -> add(bytes));
    }

    @Override
    public void end() {
        step(() -> {
            if (end == End.NONE) {
                end = End.IN_ORDER;
                drain();
            }
        });
    }

    @Override
    public void abort() {
        step(this::cut);
    }

    @Override
    public void onWritePossible() {
        step(this::drain);
    }

    /** The client is gone. */
    @Override
    public void onError(Throwable gone) {
        step(this::complete);
    }

    @Override
    public void onError(AsyncEvent event) {
        step(this::complete);
    }

    @Override
    public void onComplete(AsyncEvent event) {
        step(() -> end = End.OVER);
    }

    /** Takes a step. The body learns of the end without the lock, because it may hold one of its own while it sends. */
    private void step(Runnable action) {
        boolean closes;
        synchronized (this) {
            action.run();
            closes = end == End.OVER && !closed;
            closed |= closes;
        }
        if (closes) {
            body.closed();
        }
    }

    private void add(byte[] bytes) {
        if (end != End.NONE) {
            return;
        }
        long cost = (long) bytes.length + COST_OF_PART;
        if (waiting + cost > MOST_WAITING) {
            cut();
            return;
        }
        waiting += cost;
        parts.add(bytes);
        drain();
    }

    private void drain() {
        if (end == End.OVER) {
            return;
        }
        try {
            writeParts();
            if (end == End.IN_ORDER && parts.isEmpty() && out.isReady()) {
                complete();
            }
        } catch (IOException gone) {
            complete();
        }
    }

    private void writeParts() throws IOException {
        while (!parts.isEmpty() && out.isReady()) {
            byte[] part = parts.remove();
            waiting -= part.length + COST_OF_PART;
            out.write(part);
            unflushed = true;
        }
        if (parts.isEmpty() && unflushed && out.isReady()) {
            unflushed = false;
            out.flush();
        }
    }

    private void complete() {
        if (end != End.OVER) {
            end = End.OVER;
            parts.clear();
            context.complete();
        }
    }

    /**
     * The container closes the connection when a request fails whose answer has begun. So the request is dispatched once more,
     * and fails.
     */
    private void cut() {
        if (end != End.OVER) {
            end = End.OVER;
            parts.clear();
            request.setAttribute(BROKEN, true);
            context.dispatch();
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // there is none
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // begins once
    }
}
