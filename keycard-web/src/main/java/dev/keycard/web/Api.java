package dev.keycard.web;

import dev.keycard.gate.Admitted;
import dev.keycard.gate.Gate;
import dev.keycard.gate.TimedGate;
import dev.keycard.http.Answers;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.HeaderNames;
import dev.keycard.http.Negotiation;
import dev.keycard.http.Request;
import dev.keycard.http.Response;
import dev.keycard.password.HashingBusyException;
import dev.keycard.route.Call;
import dev.keycard.route.Route;
import dev.keycard.route.RouteTable;
import dev.keycard.store.StoreUnavailableException;
import dev.keycard.web.trace.Tracing;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests: finds the route, lets the {@link Gate} decide, calls the endpoint, and turns every refusal and fault into a
 * response.
 */
final class Api implements Answers {

    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    private static final Duration STORE_RETRY = Duration.ofSeconds(1);

    private final RouteTable routes;
    private final TimedGate gate;
    private final ResponseHeaders finish;
    private final RequestMetrics metrics;

    Api(RouteTable routes, TimedGate gate, ResponseHeaders finish, RequestMetrics metrics) {
        this.routes = routes;
        this.gate = gate;
        this.finish = finish;
        this.metrics = metrics;
    }

    @Override
    public boolean hasPath(String path) {
        return routes.find(path).isPresent();
    }

    @Override
    public Optional<Response> answerFromMemory(Request request) {
        Optional<RouteTable.Match> match = routes.find(request.path());
        Optional<Response> answer = guarded(request, () -> fromMemory(request, found(match)));
        answer.ifPresent(response -> metrics.answeredFromMemory(match, request.method(), response.status()));
        return answer;
    }

    @Override
    public Response answer(Request request) {
        Optional<RouteTable.Match> match = routes.find(request.path());
        Response answer = guarded(request, () -> Optional.of(inFull(request, found(match))))
                .orElseThrow(() -> new IllegalStateException("a full answer is never empty"));
        metrics.answeredByWorker(match, request.method(), answer.status());
        return answer;
    }

    @Override
    public Response refuse(Request request, ErrorCode code) {
        return refusalBefore(request, new ApiError(code));
    }

    @Override
    public Response overloaded(Request request) {
        return refusalBefore(request, storeAway());
    }

    private Optional<Response> fromMemory(Request request, RouteTable.Match match) {
        Route route = match.resource().route(request.method());
        if (route == null && request.method().equals("OPTIONS")) {
            return Optional.of(options(match));
        }
        if (route == null || route.where() == Route.Where.WORKER) {
            return Optional.empty();
        }
        Request seen = route.view().apply(request);
        return gate.passFromMemory(seen, route).map(admitted -> call(seen, admitted, route, match.variables()));
    }

    private Response inFull(Request request, RouteTable.Match match) {
        Route route = match.resource().route(request.method());
        if (route == null && request.method().equals("OPTIONS")) {
            return options(match);
        }
        if (route == null) {
            Route any = match.resource().any();
            gate.pass(any.view().apply(request), any);
            throw new ApiError(ErrorCode.METHOD_NOT_ALLOWED)
                    .with(HeaderNames.ALLOW, match.resource().allow());
        }
        Request seen = route.view().apply(request);
        return call(seen, gate.pass(seen, route), route, match.variables());
    }

    private static RouteTable.Match found(Optional<RouteTable.Match> match) {
        return match.orElseThrow(() -> new ApiError(ErrorCode.NOT_FOUND));
    }

    private static Response call(Request request, Admitted admitted, Route route, Map<String, String> variables) {
        if (route.endpoint().answersJson() && !Negotiation.acceptsJson(request)) {
            throw new ApiError(ErrorCode.NOT_ACCEPTABLE);
        }
        Response response = route.endpoint().answer(new Call(request, admitted.principal(), variables));
        return admitted.counted().isEmpty() ? response : response.with(admitted.counted());
    }

    private static Response options(RouteTable.Match match) {
        return Response.noContent().with(HeaderNames.ALLOW, match.resource().allow());
    }

    private Optional<Response> guarded(Request request, Supplier<Optional<Response>> work) {
        Tracing tracing = Tracing.begin(request);
        try {
            return work.get().map(finish::success);
        } catch (ApiError refused) {
            return Optional.of(refusal(request, refused));
        } catch (StoreUnavailableException away) {
            // Without the stack: in an outage there is one for each request.
            LOG.atError()
                    .addKeyValue("request", request.id())
                    .addKeyValue("reason", away.getMessage())
                    .log("the store cannot answer");
            return Optional.of(refusal(request, storeAway()));
        } catch (HashingBusyException busy) {
            return Optional.of(refusal(request, ApiError.retryAfter(ErrorCode.UNAVAILABLE, busy.retryAfter())));
        } catch (RuntimeException fault) {
            LOG.atError().addKeyValue("request", request.id()).setCause(fault).log("a request failed");
            return Optional.of(refusal(request, new ApiError(ErrorCode.INTERNAL_ERROR)));
        } finally {
            tracing.close();
        }
    }

    /** A refusal before the route is looked up. */
    private Response refusalBefore(Request request, ApiError error) {
        Response refusal = refusal(request, error);
        metrics.refusedBefore(refusal.status());
        return refusal;
    }

    private Response refusal(Request request, ApiError error) {
        metrics.refused(error.code());
        return finish.refusal(request, error);
    }

    private static ApiError storeAway() {
        return ApiError.retryAfter(ErrorCode.UNAVAILABLE, STORE_RETRY);
    }
}
