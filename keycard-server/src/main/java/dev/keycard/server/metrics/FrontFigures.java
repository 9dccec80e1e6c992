package dev.keycard.server.metrics;

import dev.keycard.metrics.Meters;
import dev.keycard.server.http.FrontCounts;
import dev.keycard.server.http.HttpFront;

/** How busy the listening side is. */
public final class FrontFigures {

    private static final String REFUSED = "keycard_connections_refused";
    private static final String REFUSED_HELP = "Connections refused because of a limit.";
    private static final String HELD = "keycard_front_bytes";
    private static final String HELD_HELP =
            "Bytes that requests in progress hold beyond their connections' allowances.";
    private static final String NO_ROOM = "keycard_front_refused";
    private static final String NO_ROOM_HELP = "Heads and bodies that found no room.";
    private static final String ENDED = "keycard_front_ended";
    private static final String ENDED_HELP = "Heads and bodies that were ended to make room for others.";

    private FrontFigures() {}

    /** Watches a server. */
    public static void watch(HttpFront front, Meters meters) {
        FrontCounts counts = front.counts();
        meters.gauge("keycard_connections", "Open connections, from their acceptance on.", front::connections);
        meters.gauge("keycard_handshakes", "Connections in their TLS handshake.", counts::handshakes);
        meters.total(REFUSED, REFUSED_HELP, counts::refusedConnections, "limit", "total");
        meters.total(REFUSED, REFUSED_HELP, counts::refusedConnectionsOfAddress, "limit", "address");
        meters.total(
                "keycard_connections_dropped",
                "Connections dropped to make room for others.",
                counts::droppedConnections);
        meters.gauge(HELD, HELD_HELP, counts::headBytes, "of", "heads");
        meters.gauge(HELD, HELD_HELP, counts::bodyBytes, "of", "bodies");
        meters.total(NO_ROOM, NO_ROOM_HELP, counts::refusedHeads, "of", "heads");
        meters.total(NO_ROOM, NO_ROOM_HELP, counts::refusedBodies, "of", "bodies");
        meters.total(ENDED, ENDED_HELP, counts::endedHeads, "of", "heads");
        meters.total(ENDED, ENDED_HELP, counts::endedBodies, "of", "bodies");
        meters.gauge("keycard_workers_active", "Workers that are at work.", front::workersActive);
        meters.gauge("keycard_workers_queued", "Requests that wait for a worker.", front::workersQueued);
        meters.total("keycard_workers_refused", "Requests refused because too many waited.", front::workersRefused);
    }
}
