package dev.keycard.server.http;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The deadlines of one event loop's connections and bodies. Noting progress costs one look at the clock; a sweep now and then
 * finds who is late. Confined to its event loop.
 */
final class Deadlines {

    /** What is known of one connection. */
    private static final class Watch {

        private long due;
        private int requests;
        private boolean leaving;
    }

    private final IdentityHashMap<HttpConnection, Watch> watches = new IdentityHashMap<>();
    private final Set<Exchange> reading = new LinkedHashSet<>();
    private final Limits limits;
    private final LongSupplier nanoClock;

    Deadlines(Limits limits, LongSupplier nanoClock) {
        this.limits = limits;
        this.nanoClock = nanoClock;
    }

    void opened(HttpConnection connection) {
        Watch watch = new Watch();
        watch.due = in(limits.times().firstRequest());
        watches.put(connection, watch);
    }

    void closed(HttpConnection connection) {
        watches.remove(connection);
    }

    /** A request's headers have arrived. Returns false if the connection is about to be closed and takes no more. */
    boolean requestBegan(HttpConnection connection) {
        Watch watch = watches.get(connection);
        if (watch == null || watch.leaving) {
            return false;
        }
        watch.requests++;
        watch.due = in(limits.times().answer());
        return true;
    }

    /** A request is answered, and its answer taken, or it is given up. */
    void requestEnded(HttpConnection connection) {
        Watch watch = watches.get(connection);
        if (watch != null && !watch.leaving) {
            watch.requests--;
            watch.due = in(
                    watch.requests > 0
                            ? limits.times().answer()
                            : limits.times().idle());
        }
    }

    /** The connection is of no more use: it is closed soon, unless the client closes it first. */
    void linger(HttpConnection connection) {
        Watch watch = watches.get(connection);
        if (watch != null) {
            watch.leaving = true;
            watch.due = in(limits.times().linger());
        }
    }

    /** A body is awaited. */
    void readingBegan(Exchange exchange) {
        reading.add(exchange);
    }

    void readingEnded(Exchange exchange) {
        reading.remove(exchange);
    }

    /** When a body that begins now has to be complete. */
    long bodyDue() {
        return in(limits.times().body());
    }

    /** Closes and refuses whatever is late. */
    void sweep() {
        long now = nanoClock.getAsLong();
        lateBodies(now).forEach(Exchange::bodyIsLate);
        lateConnections(now).forEach(HttpConnection::close);
    }

    /** Bodies are kept in the order in which they began, which is that in which they become due. */
    private List<Exchange> lateBodies(long now) {
        List<Exchange> late = new ArrayList<>();
        Iterator<Exchange> oldestFirst = reading.iterator();
        while (oldestFirst.hasNext()) {
            Exchange exchange = oldestFirst.next();
            if (exchange.bodyDue() - now > 0) {
                break;
            }
            late.add(exchange);
        }
        return late;
    }

    private List<HttpConnection> lateConnections(long now) {
        List<HttpConnection> late = new ArrayList<>();
        watches.forEach((connection, watch) -> {
            if (watch.due - now <= 0) {
                late.add(connection);
            }
        });
        return late;
    }

    private long in(Duration duration) {
        return nanoClock.getAsLong() + duration.toNanos();
    }
}
