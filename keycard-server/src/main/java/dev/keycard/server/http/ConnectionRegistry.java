package dev.keycard.server.http;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * All connections from their acceptance on, counted over all event loops. When there are too many, one of them is dropped to
 * make room for a new one. A connection that has completed no request is called silent. The registry drops:
 *
 * <ol>
 *   <li>the oldest silent connection of the address that has most of them; among equals, the oldest of all. It keeps a silent
 *       connection that is the only one of its address and younger than {@link #FIRST_REQUEST};
 *   <li>if there is no other silent connection: the one that was idle longest, of the largest address that has one, while that
 *       address has at least two connections more than that of the new connection;
 *   <li>if there is no such connection: the oldest silent one, for the first connection of an address only.
 * </ol>
 *
 * Otherwise the registry refuses the new connection. Each connection of an exempt address counts as the only one of a client of
 * its own. See docs/decisions/013-http-front.md. Thread-safe; its lock is taken when a connection comes, completes its
 * handshake, completes its first request, and goes.
 */
final class ConnectionRegistry {

    private static final int LEAVING = 64;
    private static final int LEAVING_PART = 8;

    /** Up to how many connections an address counts as a single client. */
    private static final int FEW = 8;

    /** In how many addresses the registry searches for an idle connection. */
    private static final int COMPARED = 8;

    /**
     * How long an honest client may take from the acceptance of its connection until its first request is complete: two round
     * trips of TLS 1.2 at 250 ms, and half a second for a lost packet or a busy server.
     */
    static final Duration FIRST_REQUEST = Duration.ofSeconds(1);

    private final ConnectionLimits limits;
    private final LongSupplier nanos;
    private final Map<AddressKey, AddressConnections> addresses = new HashMap<>();
    private final NavigableSet<AddressConnections> bySilent =
            ranking(AddressConnections::silentOfOneClient, AddressConnections::oldestSilent);
    private final NavigableSet<AddressConnections> byHandshakes =
            ranking(AddressConnections::handshakesOfOneClient, AddressConnections::oldestHandshake);
    private final NavigableSet<AddressConnections> bySize = ranking(AddressConnections::size, address -> null);
    private final LongAdder refusedTotal = new LongAdder();
    private final LongAdder refusedAddress = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private long numbers;
    private int total;
    private int handshakes;
    private int leaving;

    /** @param nanos the monotonic clock */
    ConnectionRegistry(ConnectionLimits limits, LongSupplier nanos) {
        this.limits = limits;
        this.nanos = nanos;
    }

    /**
     * Admits a connection, or returns null if it has to be refused.
     *
     * @param secure whether a TLS handshake comes first
     * @param drop closes the connection to make room; called from any thread
     */
    synchronized @Nullable AdmittedConnection admit(@Nullable InetAddress from, boolean secure, Runnable drop) {
        AddressConnections address = connectionsOf(from);
        if (!address.exempt() && address.size() >= limits.perAddress() && !drop(address.oldestSilent(), address)) {
            refusedAddress.increment();
            return null;
        }
        if ((total >= limits.most() && !makeRoomFor(address))
                || (secure && handshakes >= limits.handshakes() && !makeRoomForHandshakeOf(address))) {
            refusedTotal.increment();
            return null;
        }
        AdmittedConnection connection = new AdmittedConnection(this, address, numbers++, nanos.getAsLong(), drop);
        addresses.put(address.key(), address);
        change(address, () -> address.add(connection, secure));
        return connection;
    }

    synchronized void established(AdmittedConnection connection) {
        change(connection.address(), () -> connection.address().established(connection));
    }

    synchronized void served(AdmittedConnection connection) {
        change(connection.address(), () -> connection.address().served(connection));
    }

    /** The connection was closed, by either side. */
    synchronized void closed(AdmittedConnection connection) {
        if (!remove(connection)) {
            leaving--;
        }
    }

    /** How many connections are open. */
    synchronized int total() {
        return total + leaving;
    }

    /** How many of them have not completed their TLS handshake. */
    synchronized int handshakes() {
        return handshakes;
    }

    /** How many were refused because there were too many of all addresses. */
    long refusedTotal() {
        return refusedTotal.sum();
    }

    /** How many were refused because their address had too many. */
    long refusedAddress() {
        return refusedAddress.sum();
    }

    /** How many were dropped to make room for others. */
    long dropped() {
        return dropped.sum();
    }

    private AddressConnections connectionsOf(@Nullable InetAddress from) {
        AddressKey key = AddressKey.of(from);
        AddressConnections known = addresses.get(key);
        return known != null ? known : new AddressConnections(key, limits.isExempt(from), numbers++);
    }

    private boolean makeRoomFor(AddressConnections newcomer) {
        AddressConnections most = bySilent.first();
        AdmittedConnection silent = most.oldestSilent();
        boolean dispensable = most.silentOfOneClient() > 1 || isLate(silent);
        return (dispensable && drop(silent, newcomer))
                || dropIdleFor(newcomer)
                || (newcomer.ofSameClient() == 0 && drop(silent, newcomer));
    }

    private boolean makeRoomForHandshakeOf(AddressConnections newcomer) {
        AddressConnections most = byHandshakes.first();
        AdmittedConnection handshake = most.oldestHandshake();
        boolean dispensable = most.handshakesOfOneClient() > 1 || isLate(handshake);
        return (dispensable || newcomer.ofSameClient() == 0) && drop(handshake, newcomer);
    }

    /** Whether an honest client would have made its first request. */
    private boolean isLate(@Nullable AdmittedConnection silent) {
        return silent != null && nanos.getAsLong() - silent.since() >= FIRST_REQUEST.toNanos();
    }

    /** Drops only towards equal shares of the addresses. */
    private boolean dropIdleFor(AddressConnections newcomer) {
        int compared = 0;
        for (AddressConnections large : bySize) {
            if (large.exempt()) {
                continue;
            }
            if (large.size() <= newcomer.ofSameClient() + 1 || ++compared > COMPARED) {
                return false;
            }
            AdmittedConnection idle = large.longestIdle();
            if (idle != null) {
                return drop(idle, newcomer);
            }
        }
        return false;
    }

    private boolean drop(@Nullable AdmittedConnection connection, AddressConnections newcomer) {
        if (connection == null || leaving > mostLeavingFor(newcomer)) {
            return false;
        }
        remove(connection);
        leaving++;
        dropped.increment();
        connection.drop();
        return true;
    }

    /**
     * A dropped connection exists until its socket is closed. While too many of these exist, no more are dropped, and new
     * connections are refused. Addresses with many connections are refused at half of that number, so that a few addresses that
     * connect again and again leave room for the others.
     */
    private int mostLeavingFor(AddressConnections newcomer) {
        int most = Math.max(LEAVING, limits.most() / LEAVING_PART);
        return newcomer.ofSameClient() < FEW ? most : most / 2;
    }

    private boolean remove(AdmittedConnection connection) {
        AddressConnections address = connection.address();
        int before = address.size();
        change(address, () -> address.remove(connection));
        if (address.size() == 0) {
            addresses.remove(address.key(), address);
        }
        return address.size() < before;
    }

    /** The elements of a sorted set must not change their order. */
    private void change(AddressConnections address, Runnable change) {
        bySilent.remove(address);
        byHandshakes.remove(address);
        bySize.remove(address);
        total -= address.size();
        handshakes -= address.handshakes();
        change.run();
        total += address.size();
        handshakes += address.handshakes();
        if (address.size() > 0) {
            bySilent.add(address);
            byHandshakes.add(address);
            bySize.add(address);
        }
    }

    /** First the address with most; among equals the one with the oldest of these connections. */
    private static NavigableSet<AddressConnections> ranking(
            ToIntFunction<AddressConnections> most, Function<AddressConnections, @Nullable AdmittedConnection> oldest) {
        return new TreeSet<>(Comparator.comparingInt(most)
                .reversed()
                .thenComparingLong(address -> numberOf(oldest.apply(address)))
                .thenComparingLong(AddressConnections::number));
    }

    private static long numberOf(@Nullable AdmittedConnection connection) {
        return connection == null ? Long.MAX_VALUE : connection.number();
    }
}
