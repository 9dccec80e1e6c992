package dev.keycard.server.metrics;

import dev.keycard.metrics.Metrics;
import dev.keycard.server.http.FrontCounts;
import dev.keycard.server.http.VertxServer;

/** Metrics of connections, their memory and workers. */
public final class FrontMetrics {

    private static final String REFUSED = "keycard_connections_refused";
    private static final String REFUSED_HELP = "Connections refused because of a limit.";
    private static final String HELD = "keycard_front_bytes";
    private static final String HELD_HELP =
            "Bytes that requests in progress hold beyond their connections' allowances.";
    private static final String NO_ROOM = "keycard_front_refused";
    private static final String NO_ROOM_HELP = "Heads and bodies that found no room.";
    private static final String ENDED = "keycard_front_ended";
    private static final String ENDED_HELP = "Heads and bodies that were ended to make room for others.";

    private FrontMetrics() {}

    /** Registers the metrics of a server. */
    public static void watch(VertxServer front, Metrics metrics) {
        FrontCounts counts = front.counts();
        metrics.gauge("keycard_connections", "Open connections, from their acceptance on.", front::connections);
        metrics.gauge("keycard_handshakes", "Connections in their TLS handshake.", counts::handshakes);
        metrics.total(REFUSED, REFUSED_HELP, counts::refusedConnections, "limit", "total");
        metrics.total(REFUSED, REFUSED_HELP, counts::refusedConnectionsOfAddress, "limit", "address");
        metrics.total(
                "keycard_connections_dropped",
                "Connections dropped to make room for others.",
                counts::droppedConnections);
        metrics.gauge(HELD, HELD_HELP, counts::headBytes, "of", "heads");
        metrics.gauge(HELD, HELD_HELP, counts::bodyBytes, "of", "bodies");
        metrics.total(NO_ROOM, NO_ROOM_HELP, counts::refusedHeads, "of", "heads");
        metrics.total(NO_ROOM, NO_ROOM_HELP, counts::refusedBodies, "of", "bodies");
        metrics.total(ENDED, ENDED_HELP, counts::endedHeads, "of", "heads");
        metrics.total(ENDED, ENDED_HELP, counts::endedBodies, "of", "bodies");
        metrics.gauge("keycard_workers_active", "Workers that are at work.", front::workersActive);
        metrics.gauge("keycard_workers_queued", "Requests that wait for a worker.", front::workersQueued);
        metrics.total("keycard_workers_refused", "Requests refused because too many waited.", front::workersRefused);
    }
}
