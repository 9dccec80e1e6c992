package dev.keycard.spring.webflux;

import dev.keycard.api.Internal;
import dev.keycard.authentication.Anonymous;
import dev.keycard.authentication.Principal;
import dev.keycard.http.ApiError;
import dev.keycard.permission.Decision;
import dev.keycard.spring.KeycardAuthentication;
import dev.keycard.spring.rules.Guards;
import dev.keycard.spring.rules.Guards.Guard;
import dev.keycard.spring.rules.Handling;
import dev.keycard.webflux.ReactiveGate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.DispatchExceptionHandler;
import org.springframework.web.reactive.HandlerAdapter;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Checks each request to a handler method before its arguments are read: whether its user is permitted, and how often. Then the
 * adapter goes on that would have been asked without this one. Thread-safe.
 */
@Internal
public final class PermitHandlerAdapter implements HandlerAdapter, Ordered {

    private final ReactiveGate gate;
    private final Guards guards;
    private final SingletonSupplier<List<HandlerAdapter>> others;

    public PermitHandlerAdapter(ReactiveGate gate, Guards guards, ApplicationContext context) {
        this.gate = gate;
        this.guards = guards;
        this.others = SingletonSupplier.of(() -> ExchangeRules.ordered(context, HandlerAdapter.class).stream()
                .filter(adapter -> adapter != this)
                .toList());
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public boolean supports(Object handler) {
        return handler instanceof HandlerMethod;
    }

    @Override
    public Mono<HandlerResult> handle(ServerWebExchange exchange, Object handler) {
        return admit(exchange, (HandlerMethod) handler)
                .thenReturn(true)
                .onErrorResume(
                        ApiError.class,
                        refused -> gate.refuse(exchange, refused).thenReturn(false))
                .flatMap(admitted -> admitted ? next(handler).handle(exchange, handler) : Mono.empty())
                .map(result -> checked(exchange, result));
    }

    /**
     * A rule about an object is asked before the method's result is given on: servers that have begun an answer cannot refuse.
     */
    private static HandlerResult checked(ServerWebExchange exchange, HandlerResult result) {
        if (!(exchange.getAttribute(Handling.ATTRIBUTE) instanceof Handling handling)) {
            return result;
        }
        Object value = result.getReturnValue();
        if (value instanceof Mono<?> mono) {
            return with(result, mono.doOnSuccess(object -> requireObjectChecked(handling, object)));
        }
        return value instanceof Flux<?> flux
                ? with(result, flux.doOnNext(object -> handling.requireObjectChecked()))
                : result;
    }

    /** An error shows no object, and may be that there is none. */
    private static void requireObjectChecked(Handling handling, @Nullable Object object) {
        boolean error = object instanceof ResponseEntity<?> entity
                && entity.getStatusCode().isError();
        if (!error) {
            handling.requireObjectChecked();
        }
    }

    private static HandlerResult with(HandlerResult result, Object value) {
        HandlerResult other =
                new HandlerResult(result.getHandler(), value, result.getReturnTypeSource(), result.getBindingContext());
        DispatchExceptionHandler exceptions = result.getExceptionHandler();
        return exceptions == null ? other : other.setExceptionHandler(exceptions);
    }

    private HandlerAdapter next(Object handler) {
        return others.obtain().stream()
                .filter(adapter -> adapter.supports(handler))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No HandlerAdapter: " + handler));
    }

    private Mono<Void> admit(ServerWebExchange exchange, HandlerMethod method) {
        boolean seen = KeycardAuthenticationWebFilter.hasSeen(exchange);
        Guard guard = guards.of(method, seen);
        if (!guard.own() && isOfFramework(method)) {
            return Mono.empty();
        }
        String httpMethod = exchange.getRequest().getMethod().name();
        return (seen ? known() : gate.authenticate(exchange))
                .flatMap(known -> gate.admit(exchange, presented(exchange, known), Guards.endpoint(httpMethod, guard))
                        // Where the chain alone decides, it has decided about this user.
                        .doOnNext(admitted -> begin(exchange, method, guard, guard.byChain() ? known : admitted)))
                .then();
    }

    /** A limited credential that the chain sees as anonymous is counted for its user. */
    private static Principal presented(ServerWebExchange exchange, Principal known) {
        return known == Anonymous.ANONYMOUS ? KeycardAuthenticationWebFilter.narrowed(exchange) : known;
    }

    /** The endpoints of the actuator, about which the chain decides. */
    private static boolean isOfFramework(HandlerMethod method) {
        return method.getBeanType().getName().startsWith("org.springframework.boot.");
    }

    /** The user of this request, as the chain knows them. */
    private static Mono<Principal> known() {
        return ReactiveSecurityContextHolder.getContext()
                .<Principal>map(context ->
                        context.getAuthentication() instanceof KeycardAuthentication known && known.isAuthenticated()
                                ? known.getPrincipal()
                                : Anonymous.ANONYMOUS)
                .defaultIfEmpty(Anonymous.ANONYMOUS);
    }

    private void begin(ServerWebExchange exchange, HandlerMethod method, Guard guard, Principal principal) {
        gate.replace(exchange, principal);
        boolean asksForObject =
                guard.permission().decide(gate.request(exchange), principal) instanceof Decision.Depends;
        Handling handling = new Handling(method, guard, principal, asksForObject);
        exchange.getAttributes().put(Handling.ATTRIBUTE, handling);
        if (asksForObject) {
            exchange.getResponse()
                    .beforeCommit(() -> Mono.fromRunnable(() -> requireObjectChecked(exchange, handling)));
        }
    }

    /** A rule about an object that was not asked about one protects nothing. An error shows no object. */
    private static void requireObjectChecked(ServerWebExchange exchange, Handling handling) {
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        if (status == null || !status.isError()) {
            handling.requireObjectChecked();
        }
    }
}
