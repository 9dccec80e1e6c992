package dev.keycard.server.metrics;

import dev.keycard.metrics.Meters;
import dev.keycard.server.http.HttpFront;

/** How busy the listening side is. */
public final class FrontFigures {

    private FrontFigures() {}

    /** Watches a server. */
    public static void watch(HttpFront front, Meters meters) {
        meters.gauge("keycard_connections", "Open connections.", front::connections);
        meters.gauge("keycard_workers_active", "Workers that are at work.", front::workersActive);
        meters.gauge("keycard_workers_queued", "Requests that wait for a worker.", front::workersQueued);
        meters.total("keycard_workers_refused", "Requests refused because too many waited.", front::workersRefused);
    }
}
