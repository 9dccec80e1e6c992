package dev.keycard.server.http;

import dev.keycard.address.Network;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * All connections from their acceptance on, counted once over all event loops. When there are too many, one that has completed
 * no request makes room for a newcomer: the oldest of the address that has most of these. So whoever parks silent connections
 * loses them, and a client that makes requests keeps its connection. Only where no such connection is left, one that has long
 * been idle is dropped, of an address that has more connections than the newcomer's; otherwise the newcomer is refused.
 * Thread-safe; its lock is taken when a connection comes, completes its handshake, completes its first request, and goes.
 */
final class ConnectionRegistry {

    private static final int LEAVING = 64;
    private static final int LEAVING_PART = 8;

    /** How many connections an address may have for its newcomers to count as those of a single client. */
    private static final int FEW = 8;

    private final ConnectionLimits limits;
    private final Map<AddressKey, AddressConnections> addresses = new HashMap<>();
    private final NavigableSet<AddressConnections> byUnproven = ranking(AddressConnections::unproven);
    private final NavigableSet<AddressConnections> byHandshakes = ranking(AddressConnections::handshakes);
    private final NavigableSet<AddressConnections> bySize = ranking(AddressConnections::size);
    private final LongAdder refusedTotal = new LongAdder();
    private final LongAdder refusedAddress = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private long numbers;
    private int total;
    private int handshakes;
    private int leaving;

    ConnectionRegistry(ConnectionLimits limits) {
        this.limits = limits;
    }

    /**
     * Admits a connection, or returns null if it has to be refused.
     *
     * @param secure whether a TLS handshake comes first
     * @param drop closes the connection to make room; called from any thread
     */
    synchronized @Nullable AdmittedConnection admit(@Nullable InetAddress from, boolean secure, Runnable drop) {
        AddressConnections address = connectionsOf(from);
        if (!address.exempt() && address.size() >= limits.perAddress() && !dropUnprovenOf(address, address)) {
            refusedAddress.increment();
            return null;
        }
        if (total >= limits.most() && !makeRoomFor(address)) {
            refusedTotal.increment();
            return null;
        }
        if (secure
                && handshakes >= limits.handshakes()
                && !drop(byHandshakes.first().oldestHandshake(), address)) {
            refusedTotal.increment();
            return null;
        }
        AdmittedConnection connection = new AdmittedConnection(this, address, numbers++, secure, drop);
        addresses.put(address.key(), address);
        change(address, () -> address.add(connection));
        return connection;
    }

    synchronized void established(AdmittedConnection connection) {
        change(connection.address(), () -> connection.address().established(connection));
    }

    synchronized void served(AdmittedConnection connection) {
        change(connection.address(), () -> connection.address().served(connection));
    }

    /** The connection is gone, whoever closed it. */
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
        return known != null ? known : new AddressConnections(key, isExempt(from), numbers++);
    }

    private boolean isExempt(@Nullable InetAddress from) {
        if (from == null) {
            return false;
        }
        for (Network network : limits.exempt()) {
            if (network.contains(from)) {
                return true;
            }
        }
        return false;
    }

    /** A single new connection makes room only for an address that has no more than its own, and only if no other can. */
    private boolean makeRoomFor(AddressConnections newcomer) {
        if (byUnproven.isEmpty()) {
            return false;
        }
        AddressConnections most = byUnproven.first();
        if (most.unproven() > 1) {
            return dropUnprovenOf(most, newcomer) || dropIdleFor(newcomer);
        }
        return dropIdleFor(newcomer) || (most.size() >= newcomer.size() && dropUnprovenOf(most, newcomer));
    }

    private boolean dropUnprovenOf(AddressConnections address, AddressConnections newcomer) {
        return drop(address.oldestUnproven(), newcomer);
    }

    /** Moves towards equal shares, and no further. */
    private boolean dropIdleFor(AddressConnections newcomer) {
        for (AddressConnections largest : bySize) {
            if (!largest.exempt()) {
                return largest.size() > newcomer.size() + 1 && drop(largest.longestIdle(), newcomer);
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
     * Dropped connections are still there for a moment. While too many are, no more are dropped: newcomers are refused. Addresses that have
     * many connections already are refused at half of that, so that a few addresses that connect without end leave room for everyone else.
     */
    private int mostLeavingFor(AddressConnections newcomer) {
        int most = Math.max(LEAVING, limits.most() / LEAVING_PART);
        return newcomer.size() < FEW ? most : most / 2;
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

    /** A sorted set must not hold what changes. */
    private void change(AddressConnections address, Runnable change) {
        byUnproven.remove(address);
        byHandshakes.remove(address);
        bySize.remove(address);
        total -= address.size();
        handshakes -= address.handshakes();
        change.run();
        total += address.size();
        handshakes += address.handshakes();
        if (address.size() > 0) {
            byUnproven.add(address);
            byHandshakes.add(address);
            bySize.add(address);
        }
    }

    private static NavigableSet<AddressConnections> ranking(ToIntFunction<AddressConnections> most) {
        return new TreeSet<>(Comparator.comparingInt(most).reversed().thenComparingLong(AddressConnections::number));
    }
}
