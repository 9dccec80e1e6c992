package dev.keycard.node;

import dev.keycard.api.Internal;
import dev.keycard.audit.AuthEvent;
import dev.keycard.audit.AuthEventListener;
import dev.keycard.metrics.Counter;
import dev.keycard.metrics.Metrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts events by their kind, and passes them on. Thread-safe. */
@Internal
public final class CountedEvents implements AuthEventListener {

    private final Metrics metrics;
    private final AuthEventListener next;
    private final Map<String, Counter> byKind = new ConcurrentHashMap<>();

    public CountedEvents(Metrics metrics, AuthEventListener next) {
        this.metrics = metrics;
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

    /** The events of a sum were counted one by one. */
    @Override
    public void onSum(AuthEvent.Repeated sum) {
        next.onSum(sum);
    }

    private void count(AuthEvent event) {
        byKind.computeIfAbsent(event.kind(), this::counter).add();
    }

    private Counter counter(String kind) {
        return metrics.counter("keycard_events", "What happened to someone's access, by kind.", "kind", kind);
    }
}
