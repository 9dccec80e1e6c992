package dev.keycard;

import dev.keycard.http.ErrorCode;
import dev.keycard.metrics.Meters;
import dev.keycard.metrics.Tally;
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
 * How requests were answered, counted by the route's name and the class of the status, and refusals by their code. All counters
 * are made at the start: whatever clients ask for, there are no more. Thread-safe.
 */
final class RequestFigures {

    private static final int CLASSES = 5;

    private final IdentityHashMap<Route, Tally[]> byRoute = new IdentityHashMap<>();
    private final Tally[] nowhere;
    private final Tally fromMemory;
    private final Tally byWorker;
    private final Map<ErrorCode, Tally> refusals = new EnumMap<>(ErrorCode.class);

    RequestFigures(Collection<Route> routes, Meters meters) {
        routes.forEach(route -> byRoute.put(route, tallies(meters, route.name(), route.method())));
        nowhere = tallies(meters, "none", "any");
        fromMemory = answers(meters, "memory");
        byWorker = answers(meters, "worker");
        for (ErrorCode code : ErrorCode.values()) {
            refusals.put(code, meters.tally("keycard_refusals", "Refusals by their code.", "code", code.wire()));
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

    /** A refusal before anyone looked where the request wants to go. */
    void refusedBefore(int status) {
        nowhere[classOf(status)].add();
    }

    void refused(ErrorCode code) {
        Tally tally = refusals.get(code);
        if (tally != null) {
            tally.add();
        }
    }

    private Tally[] of(Optional<RouteTable.Match> match, String method) {
        Route route = match.isPresent() ? match.get().resource().route(method) : null;
        Tally @Nullable [] tallies = route == null ? null : byRoute.get(route);
        return tallies == null ? nowhere : tallies;
    }

    private static int classOf(int status) {
        return Math.min(Math.max(status / 100, 1), CLASSES) - 1;
    }

    private static Tally[] tallies(Meters meters, String route, String method) {
        return IntStream.rangeClosed(1, CLASSES)
                .mapToObj(first -> meters.tally(
                        "keycard_requests",
                        "Requests by route and outcome.",
                        "route",
                        route,
                        "method",
                        method,
                        "outcome",
                        first + "xx"))
                .toArray(Tally[]::new);
    }

    private static Tally answers(Meters meters, String from) {
        return meters.tally(
                "keycard_answers", "Answers given at once from memory, and by workers that may wait.", "from", from);
    }
}
