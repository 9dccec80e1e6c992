package dev.keycard.webflux;

import dev.keycard.address.ClientAddresses;
import dev.keycard.api.Internal;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.crypto.Entropy;
import dev.keycard.gate.Access;
import dev.keycard.gate.Admitted;
import dev.keycard.gate.Gate;
import dev.keycard.gate.Guarded;
import dev.keycard.gate.Refusals;
import dev.keycard.gate.WaitingChecks;
import dev.keycard.http.ApiError;
import dev.keycard.http.HeaderNames;
import dev.keycard.http.RequestIds;
import dev.keycard.permission.Permission;
import dev.keycard.permission.Permissions;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Checks the requests to a reactive application: the credential, the permission that the application names for the request, and
 * the rates. A refused request is answered, and the application does not see it. An {@link ApiError} that the application raises
 * becomes the answer, unless one has begun.
 *
 * <p>It is to be the first of the filters that may see refused requests. Admits each request once, also if it is asked again for
 * the same one. Thread-safe; never blocks: what memory cannot decide is checked on a scheduler, and the request goes on there.
 */
public final class KeycardWebFilter implements WebFilter {

    /** The name of all requests in rates and in the audit: their paths are the clients' choice. */
    private static final String NAME = "webflux";

    private final Gate gate;
    private final Refusals refusals;
    private final Function<ServerWebExchange, Permission> permission;
    private final WaitingChecks waiting;
    private final ClientAddresses clients;
    private final RequestIds ids = new RequestIds(Entropy.secure());

    private KeycardWebFilter(Builder builder) {
        Scheduler scheduler = builder.scheduler;
        this.gate = builder.gate;
        this.refusals = builder.refusals;
        this.permission = builder.permission;
        this.waiting = new WaitingChecks(scheduler::schedule, builder.mostWaiting);
        this.clients = builder.clients;
    }

    /**
     * Starts to make a filter.
     *
     * @param gate checks credentials and rates
     * @param refusals answers what the gate refuses
     */
    public static Builder builder(Gate gate, Refusals refusals) {
        return new Builder(gate, refusals);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        AdmittedExchange admitted = exchange.getAttribute(AdmittedExchange.KEY);
        return admitted != null && admitted.by() == this
                ? chain.filter(exchange)
                : Mono.defer(() -> guard(exchange, chain));
    }

    /** The chain runs behind a value, never behind the absence of one: a chain that ends is empty too. */
    private Mono<Void> guard(ServerWebExchange exchange, WebFilterChain chain) {
        String offered = exchange.getRequest().getHeaders().getFirst(HeaderNames.REQUEST_ID);
        ExchangeRequest request = ExchangeRequest.of(exchange.getRequest(), ids.choose(offered), clients);
        return Mono.defer(() -> admit(exchange, request))
                .flatMap(admitted -> goOn(exchange, chain, request, admitted))
                .onErrorResume(ApiError.class, refused -> refuse(exchange, request, refused));
    }

    private Mono<Admitted> admit(ServerWebExchange exchange, ExchangeRequest request) {
        Guarded endpoint = Guarded.of(NAME, request.method(), Access.guarded(permission.apply(exchange), false));
        Optional<Admitted> known = gate.passFromMemory(request, endpoint);
        if (known.isPresent()) {
            return Mono.just(known.get());
        }
        ExchangeRequest elsewhere = request.detached();
        return Mono.fromFuture(() -> waiting.make(() -> gate.pass(elsewhere, endpoint)));
    }

    private Mono<Void> goOn(
            ServerWebExchange exchange, WebFilterChain chain, ExchangeRequest request, Admitted admitted) {
        admitted.counted().forEach(line -> exchange.getResponse().getHeaders().add(line.name(), line.value()));
        AdmittedExchange known = new AdmittedExchange(this, request, admitted.principal());
        exchange.getAttributes().put(AdmittedExchange.KEY, known);
        return chain.filter(withPrincipal(exchange, admitted))
                .contextWrite(context -> context.put(AdmittedExchange.KEY, known));
    }

    private static ServerWebExchange withPrincipal(ServerWebExchange exchange, Admitted admitted) {
        return admitted.principal() instanceof AuthenticatedPrincipal signedIn
                ? exchange.mutate()
                        .principal(Mono.just(new ExchangePrincipal(signedIn)))
                        .build()
                : exchange;
    }

    /** If an answer has begun, the error goes on, so that the server breaks it off. */
    private Mono<Void> refuse(ServerWebExchange exchange, ExchangeRequest request, ApiError refused) {
        return exchange.getResponse().isCommitted()
                ? Mono.error(refused)
                : Answer.send(exchange.getResponse(), refusals.answer(request, refused), request.id());
    }

    /** Makes a filter. Not thread-safe. */
    public static final class Builder {

        private static final int MOST_WAITING = 1_000;

        private final Gate gate;
        private final Refusals refusals;
        private Function<ServerWebExchange, Permission> permission = exchange -> Permissions.IS_AUTHENTICATED;
        private Scheduler scheduler = Schedulers.boundedElastic();
        private int mostWaiting = MOST_WAITING;
        private ClientAddresses clients = ClientAddresses.ofConnections();

        private Builder(Gate gate, Refusals refusals) {
            this.gate = gate;
            this.refusals = refusals;
        }

        /**
         * The permission for a request; signed-in users by default. It must not block. It must read the path as the application
         * does, by {@code exchange.getRequest().getPath()} and patterns of Spring, and not by comparing texts.
         */
        public Builder permission(Function<ServerWebExchange, Permission> rules) {
            permission = rules;
            return this;
        }

        /** Where checks wait that memory cannot decide; {@link Schedulers#boundedElastic()} by default. */
        public Builder scheduler(Scheduler other) {
            scheduler = other;
            return this;
        }

        /** How many checks may wait for the scheduler or run there; more requests get 503. Default 1,000. */
        public Builder mostWaiting(int requests) {
            mostWaiting = requests;
            return this;
        }

        /** How the addresses of clients are found; by default they are those that the server shows. */
        @Internal
        public Builder clients(ClientAddresses addresses) {
            clients = addresses;
            return this;
        }

        /** Makes the filter. */
        public KeycardWebFilter build() {
            return new KeycardWebFilter(this);
        }
    }
}
