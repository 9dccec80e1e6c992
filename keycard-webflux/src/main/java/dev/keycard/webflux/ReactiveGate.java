package dev.keycard.webflux;

import dev.keycard.address.ClientAddresses;
import dev.keycard.api.Internal;
import dev.keycard.authentication.Principal;
import dev.keycard.crypto.Entropy;
import dev.keycard.gate.Admitted;
import dev.keycard.gate.Gate;
import dev.keycard.gate.Guarded;
import dev.keycard.gate.Refusals;
import dev.keycard.gate.WaitingChecks;
import dev.keycard.http.ApiError;
import dev.keycard.http.HeaderNames;
import dev.keycard.http.Request;
import dev.keycard.http.RequestIds;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * The checks of a {@link Gate} one by one, for a framework that learns only after the first of them which handler a request is
 * for. A request is authenticated once. Thread-safe; never blocks: what memory cannot decide is checked on a scheduler.
 */
@Internal
public final class ReactiveGate {

    private static final String REQUEST = ReactiveGate.class.getName() + ".request";

    private final Gate gate;
    private final RefusalAnswers answers;
    private final WaitingChecks waiting;
    private final ClientAddresses clients;
    private final RequestIds ids = new RequestIds(Entropy.secure());

    /**
     * @param writer answers refusals in the form of the application
     * @param mostWaiting how many checks may wait for the scheduler or run there; more requests get 503
     */
    public ReactiveGate(
            Gate gate,
            Refusals refusals,
            ReactiveRefusalWriter writer,
            ClientAddresses clients,
            Scheduler scheduler,
            int mostWaiting) {
        this.gate = gate;
        this.answers = new RefusalAnswers(refusals, writer);
        this.clients = clients;
        this.waiting = new WaitingChecks(scheduler::schedule, mostWaiting);
    }

    /** The request as permissions see it. */
    public Request request(ServerWebExchange exchange) {
        return incoming(exchange);
    }

    ExchangeRequest incoming(ServerWebExchange exchange) {
        ExchangeRequest known = exchange.getAttribute(REQUEST);
        String method = exchange.getRequest().getMethod().name();
        if (known != null) {
            if (!known.method().equals(method)) {
                known = known.withMethod(method);
                exchange.getAttributes().put(REQUEST, known);
            }
            return known;
        }
        String offered = exchange.getRequest().getHeaders().getFirst(HeaderNames.REQUEST_ID);
        ExchangeRequest made = ExchangeRequest.of(exchange.getRequest(), ids.choose(offered), clients);
        exchange.getAttributes().put(REQUEST, made);
        return made;
    }

    /** Who the request comes from; an {@link ApiError} if it has a credential that is not accepted. */
    public Mono<Principal> authenticate(ServerWebExchange exchange) {
        AdmittedExchange known = exchange.getAttribute(AdmittedExchange.KEY);
        if (known != null) {
            return Mono.just(known.principal());
        }
        return Mono.defer(() -> authenticate(incoming(exchange))).doOnNext(principal -> replace(exchange, principal));
    }

    private Mono<Principal> authenticate(ExchangeRequest request) {
        return fromMemoryOr(gate.authenticateFromMemory(request), () -> {
            ExchangeRequest elsewhere = request.detached();
            return () -> gate.authenticate(elsewhere);
        });
    }

    /**
     * Whether the request changes something now, and did not when it was authenticated, because a filter has given it another
     * method: a cookie alone must not be enough for that.
     */
    private static boolean isMadeUnsafe(ServerWebExchange exchange, ExchangeRequest request) {
        AdmittedExchange known = exchange.getAttribute(AdmittedExchange.KEY);
        return known != null && known.request().isSafe() && !request.isSafe();
    }

    /** Sets who the request comes from, as the application sees it. */
    public void replace(ServerWebExchange exchange, Principal principal) {
        exchange.getAttributes().put(AdmittedExchange.KEY, new AdmittedExchange(this, incoming(exchange), principal));
    }

    /**
     * Checks whether the principal may make the request, and counts it. The state of the rates becomes part of the answer.
     *
     * @return the principal from now on, or an {@link ApiError}
     */
    public Mono<Principal> admit(ServerWebExchange exchange, Principal principal, Guarded endpoint) {
        return Mono.defer(() -> {
                    ExchangeRequest request = incoming(exchange);
                    if (isMadeUnsafe(exchange, request)) {
                        return authenticate(request).flatMap(same -> admit(request, principal, endpoint));
                    }
                    return admit(request, principal, endpoint);
                })
                .map(admitted -> {
                    counted(exchange, admitted);
                    replace(exchange, admitted.principal());
                    return admitted.principal();
                });
    }

    private Mono<Admitted> admit(ExchangeRequest request, Principal principal, Guarded endpoint) {
        return fromMemoryOr(gate.admitFromMemory(request, principal, endpoint), () -> {
            ExchangeRequest elsewhere = request.detached();
            return () -> gate.admit(elsewhere, principal, endpoint);
        });
    }

    private static void counted(ServerWebExchange exchange, Admitted admitted) {
        admitted.counted().forEach(line -> exchange.getResponse().getHeaders().add(line.name(), line.value()));
    }

    private <T> Mono<T> fromMemoryOr(Optional<T> known, Supplier<Supplier<T>> elsewhere) {
        if (known.isPresent()) {
            return Mono.just(known.get());
        }
        Supplier<T> check = elsewhere.get();
        return Mono.fromFuture(() -> waiting.make(check));
    }

    /** The context of Reactor for what answers the request: {@link ReactiveKeycard} finds the request in it. */
    public static Context into(Context context, ServerWebExchange exchange) {
        return context.put(AdmittedExchange.EXCHANGE, exchange);
    }

    /** The exchange that is being answered; empty outside of one. */
    public static Optional<ServerWebExchange> exchange(ContextView context) {
        return context.getOrEmpty(AdmittedExchange.EXCHANGE);
    }

    /** Sends the answer to a refused request. If an answer has begun, the error goes on, so that the server breaks it off. */
    public Mono<Void> refuse(ServerWebExchange exchange, ApiError refused) {
        return answers.send(exchange, incoming(exchange), refused);
    }
}
