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
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of one event loop's connections and bodies. Recording progress costs one reading of the clock; a periodic sweep
 * finds what is late. Confined to its event loop.
 */
final class Deadlines {

    private final IdentityHashMap<HttpConnection, ClientConnection> clients = new IdentityHashMap<>();
    private final Set<Exchange> reading = new LinkedHashSet<>();
    private final TimeLimits limits;
    private final LongSupplier nanoClock;

    Deadlines(TimeLimits limits, LongSupplier nanoClock) {
        this.limits = limits;
        this.nanoClock = nanoClock;
    }

    void opened(HttpConnection connection, ClientConnection client) {
        client.dueAt(in(limits.firstRequest()));
        clients.put(connection, client);
    }

    void closed(HttpConnection connection) {
        clients.remove(connection);
    }

    /** A request's headers have arrived. Returns null if the connection is about to be closed and takes no more. */
    @Nullable ClientConnection requestBegan(HttpConnection connection) {
        ClientConnection client = clients.get(connection);
        if (client == null || client.leaving()) {
            return null;
        }
        client.requestBegan();
        client.dueAt(in(limits.answer()));
        return client;
    }

    /** A request was answered and the client took the answer, or the request was given up. */
    void requestEnded(ClientConnection client) {
        if (!client.leaving()) {
            long now = nanoClock.getAsLong();
            client.requestEnded(now);
            client.dueAt(now + (client.requests() > 0 ? limits.answer() : limits.idle()).toNanos());
        }
    }

    /** The client took a part of an answer that is written while time passes: it has as much time for the next. */
    void progressed(ClientConnection client) {
        if (!client.leaving()) {
            client.dueAt(in(limits.answer()));
        }
    }

    /** The connection will not be used again: it is closed soon, unless the client closes it first. */
    void linger(ClientConnection client) {
        client.leave();
        client.dueAt(in(limits.linger()));
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
        return in(limits.body());
    }

    /** Closes connections and refuses bodies that are late. */
    void sweep() {
        long now = nanoClock.getAsLong();
        lateBodies(now).forEach(Exchange::bodyIsLate);
        lateConnections(now).forEach(ClientConnection::close);
    }

    /** Bodies are in the order of their beginning, which is also the order of their deadlines. */
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

    private List<ClientConnection> lateConnections(long now) {
        List<ClientConnection> late = new ArrayList<>();
        clients.values().forEach(client -> {
            if (client.due() - now <= 0) {
                late.add(client);
            }
        });
        return late;
    }

    private long in(Duration duration) {
        return nanoClock.getAsLong() + duration.toNanos();
    }
}
