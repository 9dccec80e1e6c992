package dev.keycard.server.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * One admitted connection, with the state that decides whether it is dropped to make room for another. The connection's event
 * loop writes that state without a lock; the registry reads it.
 */
final class AdmittedConnection {

    private static final long BUSY = Long.MAX_VALUE;

    private final ConnectionRegistry registry;
    private final AddressConnections address;
    private final long number;
    private final long since;
    private final Runnable drop;

    /** When the last answer was given, or {@link #BUSY}. Written with release order: no reader needs the newest value. */
    private final AtomicLong idleSince;

    /** Whether the registry has recorded that a request was answered. Confined to the event loop. */
    private boolean served;

    /**
     * @param number the order of acceptance
     * @param since when it was accepted, as a reading of the monotonic clock
     * @param drop closes the connection; called from any thread
     */
    AdmittedConnection(
            ConnectionRegistry registry, AddressConnections address, long number, long since, Runnable drop) {
        this.registry = registry;
        this.address = address;
        this.number = number;
        this.since = since;
        this.drop = drop;
        this.idleSince = new AtomicLong();
    }

    AddressConnections address() {
        return address;
    }

    long number() {
        return number;
    }

    /** When it was accepted, as a reading of the monotonic clock. */
    long since() {
        return since;
    }

    boolean busy() {
        return idleSince.getAcquire() == BUSY;
    }

    long idleSince() {
        return idleSince.getAcquire();
    }

    void drop() {
        drop.run();
    }

    void established() {
        registry.established(this);
    }

    void requestBegan() {
        idleSince.setRelease(BUSY);
    }

    /**
     * All requests that began are answered.
     *
     * @param now a reading of the monotonic clock
     */
    void requestsEnded(long now) {
        idleSince.setRelease(now);
        if (!served) {
            served = true;
            registry.served(this);
        }
    }

    void closed() {
        registry.closed(this);
    }
}
