package dev.keycard.spring.autoconfigure;

import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.security.web.server.MatcherSecurityWebFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Says so at the start if no reactive chain of the application matches every exchange, as {@link OpenPaths} does for servlets.
 * A chain does not show its matcher, so it is asked about an exchange that cannot be looked at: only one for all says yes.
 */
final class OpenExchanges implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(OpenExchanges.class);

    private final ObjectProvider<SecurityWebFilterChain> chains;

    OpenExchanges(ObjectProvider<SecurityWebFilterChain> chains) {
        this.chains = chains;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (chains.stream().noneMatch(OpenExchanges::matchesAll)) {
            LOG.warn("No SecurityWebFilterChain matches every exchange: static files and functional endpoints"
                    + " outside of the chains are open. Add a last chain without securityMatcher.");
        }
    }

    /** Never waits: a matcher that answers later has looked at something. */
    private static boolean matchesAll(SecurityWebFilterChain chain) {
        return !(chain instanceof MatcherSecurityWebFilterChain)
                || Mono.defer(() -> chain.matches(unseen()))
                        .onErrorReturn(false)
                        .defaultIfEmpty(false)
                        .toFuture()
                        .getNow(false);
    }

    private static ServerWebExchange unseen() {
        return (ServerWebExchange) Proxy.newProxyInstance(
                ServerWebExchange.class.getClassLoader(),
                new Class<?>[] {ServerWebExchange.class},
                (exchange, method, arguments) -> {
                    throw new IllegalStateException("this chain is not for every exchange");
                });
    }
}
