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
    private final Set<AdmittedConnection> handshaking = new LinkedHashSet<>();
    private final Set<AdmittedConnection> silent = new LinkedHashSet<>();
    private final Set<AdmittedConnection> served = new LinkedHashSet<>();

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

    void add(AdmittedConnection connection) {
        (connection.secure() ? handshaking : silent).add(connection);
    }

    /** The TLS handshake is complete. */
    void established(AdmittedConnection connection) {
        if (handshaking.remove(connection)) {
            silent.add(connection);
        }
    }

    /** A request was answered. */
    void served(AdmittedConnection connection) {
        if (silent.remove(connection)) {
            served.add(connection);
        }
    }

    /** Whether the connection was still here. */
    boolean remove(AdmittedConnection connection) {
        return handshaking.remove(connection) || silent.remove(connection) || served.remove(connection);
    }

    int handshakes() {
        return handshaking.size();
    }

    /** How many have completed no request. */
    int unproven() {
        return handshaking.size() + silent.size();
    }

    int size() {
        return unproven() + served.size();
    }

    @Nullable AdmittedConnection oldestHandshake() {
        return first(handshaking);
    }

    @Nullable AdmittedConnection oldestUnproven() {
        AdmittedConnection one = first(handshaking);
        AdmittedConnection other = first(silent);
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.number() < other.number() ? one : other;
    }

    /** Of the served ones that wait for nothing, the one whose last answer is longest ago. */
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
