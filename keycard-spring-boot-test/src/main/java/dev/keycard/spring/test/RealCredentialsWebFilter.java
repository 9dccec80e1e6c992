package dev.keycard.spring.test;

import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Takes the user of {@link WithKeycardUser} from requests that come over a socket: Spring Security gives it to all of Reactor in
 * the process, and so to the server too. Thread-safe.
 */
final class RealCredentialsWebFilter implements WebFilter, Ordered {

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return TestUserWebFilter.ofTheTest()
                .flatMap(user -> user.isEmpty()
                        ? chain.filter(exchange)
                        : TestUserWebFilter.withoutUserOfTheTest(exchange, chain));
    }
}
