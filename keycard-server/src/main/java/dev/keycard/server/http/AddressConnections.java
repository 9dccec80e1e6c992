package dev.keycard.server.http;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The connections of one address, in the order in which they were accepted. Guarded by the registry's lock. */
final class AddressConnections {

    /** How many idle connections are compared to find the one that has been idle longest. */
    private static final int COMPARED = 256;

    private final AddressKey key;
    private final boolean exempt;
    private final long number;
    private final Set<AdmittedConnection> silent = new LinkedHashSet<>();
    private final Set<AdmittedConnection> served = new LinkedHashSet<>();

    /** The silent ones whose TLS handshake is not complete. */
    private final Set<AdmittedConnection> handshaking = new LinkedHashSet<>();

    /** @param number tells apart addresses that have equally many connections */
    AddressConnections(AddressKey key, boolean exempt, long number) {
        this.key = key;
        this.exempt = exempt;
        this.number = number;
    }

    AddressKey key() {
        return key;
    }

    boolean exempt() {
        return exempt;
    }

    long number() {
        return number;
    }

    /** @param secure whether a TLS handshake comes first */
    void add(AdmittedConnection connection, boolean secure) {
        silent.add(connection);
        if (secure) {
            handshaking.add(connection);
        }
    }

    /** The TLS handshake is complete. */
    void established(AdmittedConnection connection) {
        handshaking.remove(connection);
    }

    /** A request was answered. */
    void served(AdmittedConnection connection) {
        handshaking.remove(connection);
        if (silent.remove(connection)) {
            served.add(connection);
        }
    }

    /** Removes the connection; returns whether it was present. */
    boolean remove(AdmittedConnection connection) {
        handshaking.remove(connection);
        return silent.remove(connection) || served.remove(connection);
    }

    int handshakes() {
        return handshaking.size();
    }

    int size() {
        return silent.size() + served.size();
    }

    /** How many connections of one client have completed no request. */
    int silentOfOneClient() {
        return ofOneClient(silent.size());
    }

    /** How many connections of one client have not completed their TLS handshake. */
    int handshakesOfOneClient() {
        return ofOneClient(handshaking.size());
    }

    /** How many connections the client of a newcomer has already. */
    int ofSameClient() {
        return exempt ? 0 : size();
    }

    /** Each connection of a proxy may carry another client. */
    private int ofOneClient(int count) {
        return exempt ? Math.min(1, count) : count;
    }

    @Nullable AdmittedConnection oldestHandshake() {
        return first(handshaking);
    }

    /** The oldest that has completed no request. */
    @Nullable AdmittedConnection oldestSilent() {
        return first(silent);
    }

    /** Of the idle connections that have completed a request, the one whose last answer is longest ago. */
    @Nullable AdmittedConnection longestIdle() {
        AdmittedConnection longest = null;
        int compared = 0;
        for (AdmittedConnection connection : served) {
            if (++compared > COMPARED) {
                break;
            }
            if (!connection.busy() && (longest == null || connection.idleSince() - longest.idleSince() < 0)) {
                longest = connection;
            }
        }
        return longest;
    }

    private static @Nullable AdmittedConnection first(Set<AdmittedConnection> connections) {
        return connections.isEmpty() ? null : connections.iterator().next();
    }
}
