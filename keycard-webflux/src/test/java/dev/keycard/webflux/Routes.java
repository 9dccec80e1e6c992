package dev.keycard.webflux;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.gate.Gate;
import dev.keycard.gate.Refusals;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.permission.Permission;
import dev.keycard.permission.Permissions;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/** A reactive application, and the rules of its filter. */
final class Routes {

    private static final PathPattern OPEN = PathPatternParser.defaultInstance.parse("/open/**");
    private static final PathPattern REPORT = PathPatternParser.defaultInstance.parse("/report/**");
    private static final Permission OF_OWNER = Permission.ofObject(
            String.class,
            (request, principal, owner) -> principal instanceof AuthenticatedPrincipal signedIn
                    && signedIn.subject().id().toString().equals(owner));

    /** How many requests the application has seen. */
    final AtomicInteger seen = new AtomicInteger();

    /** How many requests were cancelled. */
    final Semaphore cancelled = new Semaphore(0);

    static Permission rules(ServerWebExchange exchange) {
        var path = exchange.getRequest().getPath().pathWithinApplication();
        if (OPEN.matches(path)) {
            return Permissions.ALLOW_ANY;
        }
        return REPORT.matches(path) ? Permissions.IS_ADMIN_USER : Permissions.IS_AUTHENTICATED;
    }

    static KeycardWebFilter.Builder filter(Gate gate, Refusals refusals) {
        return KeycardWebFilter.builder(gate, refusals).permission(Routes::rules);
    }

    HttpHandler behind(KeycardWebFilter keycard) {
        WebFilter watching = (exchange, chain) -> chain.filter(exchange).doFinally(this::count);
        return WebHttpHandlerBuilder.webHandler(RouterFunctions.toWebHandler(routes()))
                .filters(filters -> filters.addAll(List.of(watching, keycard, keycard)))
                .build();
    }

    private void count(SignalType end) {
        if (end == SignalType.CANCEL) {
            cancelled.release();
        }
    }

    private RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route()
                .path("/notes", builder -> builder.GET(this::who).POST(this::echo))
                .GET("/open/{*rest}", this::who)
                .GET("/report/{*rest}", request -> seen("the secret report"))
                .path("/theirs/{owner}", builder -> builder.GET(this::theirs).PUT(this::theirs))
                .GET("/late", request -> late())
                .GET("/refusing", request -> Mono.error(new ApiError(ErrorCode.ALREADY_ROTATED)))
                .GET("/throwing", request -> {
                    throw new ApiError(ErrorCode.ALREADY_ROTATED);
                })
                .build();
    }

    private Mono<ServerResponse> seen(String text) {
        seen.incrementAndGet();
        return ServerResponse.ok().bodyValue(text);
    }

    /** The user, as the exchange, its attribute and the context of Reactor know them. */
    private Mono<ServerResponse> who(ServerRequest request) {
        String attribute = ReactiveKeycard.signedIn(request.exchange())
                .map(user -> user.subject().id().toString())
                .orElse("anonymous");
        return Mono.zip(
                        request.principal().map(Principal::getName).defaultIfEmpty("anonymous"),
                        ReactiveKeycard.signedIn()
                                .map(user -> user.subject().id().toString())
                                .defaultIfEmpty("anonymous"))
                .flatMap(names -> seen(names.getT1() + " " + names.getT2() + " " + attribute));
    }

    private Mono<ServerResponse> echo(ServerRequest request) {
        return request.bodyToMono(byte[].class).flatMap(body -> seen("read " + body.length));
    }

    private Mono<ServerResponse> theirs(ServerRequest request) {
        String owner = request.pathVariable("owner");
        return ReactiveKeycard.require(OF_OWNER, owner)
                .map(own -> ReactiveKeycard.require(request.exchange(), OF_OWNER, own))
                .flatMap(this::seen);
    }

    /** A refusal after the answer has begun. */
    private static Mono<ServerResponse> late() {
        byte[] begin = "x".repeat(20_000).getBytes(StandardCharsets.UTF_8);
        return ServerResponse.ok()
                .body(
                        Flux.just(begin, begin).concatWith(Flux.error(new ApiError(ErrorCode.PERMISSION_DENIED))),
                        byte[].class);
    }
}
