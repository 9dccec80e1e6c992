package dev.keycard.gate;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.RefusalReason;
import dev.keycard.http.Request;
import dev.keycard.metrics.Counter;
import dev.keycard.metrics.Metrics;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Counts why credentials were refused, by scheme and reason. Thread-safe. */
public final class CountedRefusals implements RefusalListener {

    private record Kind(String scheme, RefusalReason reason) {}

    private final Metrics metrics;
    private final ConcurrentMap<Kind, Counter> counters = new ConcurrentHashMap<>();

    public CountedRefusals(Metrics metrics) {
        this.metrics = metrics;
    }

    /**
     * Counts a refusal.
     *
     * @param scheme a constant: it becomes the label of a metric
     */
    public void count(String scheme, RefusalReason reason) {
        counters.computeIfAbsent(new Kind(scheme, reason), this::counter).add();
    }

    @Override
    public void credentialRefused(Request request, String scheme, RefusalReason reason) {
        count(scheme, reason);
    }

    @Override
    public void permissionRefused(Request request, AuthenticatedPrincipal principal, Guarded endpoint) {}

    private Counter counter(Kind kind) {
        return metrics.counter(
                "keycard_authentication_refusals",
                "Credentials that were refused, by scheme and reason.",
                "scheme",
                kind.scheme(),
                "reason",
                kind.reason().label());
    }
}
