package dev.keycard.web;

import dev.keycard.http.ErrorCode;
import dev.keycard.metrics.Counter;
import dev.keycard.metrics.Metrics;
import dev.keycard.route.Route;
import dev.keycard.route.RouteTable;
import java.util.Collection;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Counts requests by the name of the route and the class of the status, and refusals by their code. All counters are made at
 * the start, so requests cannot create more. Thread-safe.
 */
final class RequestMetrics {

    private static final int CLASSES = 5;

    private final IdentityHashMap<Route, Counter[]> byRoute = new IdentityHashMap<>();
    private final Counter[] nowhere;
    private final Counter fromMemory;
    private final Counter byWorker;
    private final Map<ErrorCode, Counter> refusals = new EnumMap<>(ErrorCode.class);

    RequestMetrics(Collection<Route> routes, Metrics metrics) {
        routes.forEach(route -> byRoute.put(route, counters(metrics, route.name(), route.method())));
        nowhere = counters(metrics, "none", "any");
        fromMemory = answers(metrics, "memory");
        byWorker = answers(metrics, "worker");
        for (ErrorCode code : ErrorCode.values()) {
            refusals.put(code, metrics.counter("keycard_refusals", "Refusals by their code.", "code", code.wire()));
        }
    }

    void answeredFromMemory(Optional<RouteTable.Match> match, String method, int status) {
        fromMemory.add();
        of(match, method)[classOf(status)].add();
    }

    void answeredByWorker(Optional<RouteTable.Match> match, String method, int status) {
        byWorker.add();
        of(match, method)[classOf(status)].add();
    }

    /** Counts a refusal before the route was looked up. */
    void refusedBefore(int status) {
        nowhere[classOf(status)].add();
    }

    void refused(ErrorCode code) {
        Counter counter = refusals.get(code);
        if (counter != null) {
            counter.add();
        }
    }

    private Counter[] of(Optional<RouteTable.Match> match, String method) {
        Route route = match.isPresent() ? match.get().resource().route(method) : null;
        Counter @Nullable [] counters = route == null ? null : byRoute.get(route);
        return counters == null ? nowhere : counters;
    }

    private static int classOf(int status) {
        return Math.min(Math.max(status / 100, 1), CLASSES) - 1;
    }

    private static Counter[] counters(Metrics metrics, String route, String method) {
        return IntStream.rangeClosed(1, CLASSES)
                .mapToObj(first -> metrics.counter(
                        "keycard_requests",
                        "Requests by route and outcome.",
                        "route",
                        route,
                        "method",
                        method,
                        "outcome",
                        first + "xx"))
                .toArray(Counter[]::new);
    }

    private static Counter answers(Metrics metrics, String from) {
        return metrics.counter(
                "keycard_answers", "Answers given at once from memory, and by workers that may wait.", "from", from);
    }
}
