package dev.keycard.server.metrics;

import dev.keycard.audit.AuthEvent;
import dev.keycard.audit.AuthEventListener;
import dev.keycard.metrics.Meters;
import dev.keycard.metrics.Tally;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts events by their kind, and tells them on. Thread-safe. */
public final class CountedEvents implements AuthEventListener {

    private final Meters meters;
    private final AuthEventListener next;
    private final Map<String, Tally> byKind = new ConcurrentHashMap<>();

    public CountedEvents(Meters meters, AuthEventListener next) {
        this.meters = meters;
        this.next = next;
    }

    @Override
    public void on(AuthEvent event) {
        count(event);
        next.on(event);
    }

    @Override
    public void onRepeated(AuthEvent.Observation observation) {
        count(observation);
        next.onRepeated(observation);
    }

    /** Those were counted one by one. */
    @Override
    public void onSum(AuthEvent.Repeated sum) {
        next.onSum(sum);
    }

    private void count(AuthEvent event) {
        byKind.computeIfAbsent(event.kind(), this::tally).add();
    }

    private Tally tally(String kind) {
        return meters.tally("keycard_events", "What happened to someone's access, by kind.", "kind", kind);
    }
}
