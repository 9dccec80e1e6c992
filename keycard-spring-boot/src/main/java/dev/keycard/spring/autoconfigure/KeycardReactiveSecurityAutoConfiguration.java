package dev.keycard.spring.autoconfigure;

import dev.keycard.api.Internal;
import dev.keycard.permission.Permissions;
import dev.keycard.spring.propagation.PropagationHosts;
import dev.keycard.spring.webflux.ExchangeDefaultPermission;
import dev.keycard.spring.webflux.ExchangeRefusals;
import dev.keycard.spring.webflux.ExchangeRules;
import dev.keycard.spring.webflux.KeycardAuthenticationWebFilter;
import dev.keycard.spring.webflux.LimitedExchanges;
import dev.keycard.webflux.ReactiveGate;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.security.autoconfigure.actuate.web.reactive.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.ReactiveAuthenticationManagerResolver;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.savedrequest.NoOpServerRequestCache;
import org.springframework.security.web.server.util.matcher.OrServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.web.cors.reactive.PreFlightRequestHandler;
import org.springframework.web.cors.reactive.PreFlightRequestWebFilter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Keycard in every reactive chain of Spring Security, and a chain of its own for an application that has none. */
@Internal
@AutoConfiguration(
        after = KeycardWebFluxAutoConfiguration.class,
        beforeName = {
            "org.springframework.boot.security.autoconfigure.actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration"
        })
@ConditionalOnClass({SecurityWebFilterChain.class, ServerHttpSecurity.class})
@ConditionalOnBean(ReactiveGate.class)
public final class KeycardReactiveSecurityAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty(name = "keycard.security.limited-tokens", havingValue = "refused", matchIfMissing = true)
    LimitedExchanges keycardLimitedExchanges(
            ReactiveGate gate, KeycardGuard guard, ExchangeRules rules, ObjectProvider<DefaultChain> defaultChain) {
        return LimitedExchanges.byScopes(
                gate, rules, defaultChain.getIfAvailable() == null ? null : guard.defaultPermission());
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty(name = "keycard.security.limited-tokens", havingValue = "by-authorities-insecure")
    LimitedExchanges keycardLimitedExchangesByAuthorities() {
        return (exchange, limited) -> Mono.just(limited);
    }

    @Bean
    Customizer<ServerHttpSecurity> keycardServerHttpSecurity(
            ReactiveGate gate, LimitedExchanges limited, ObjectProvider<PropagationHosts> hosts) {
        boolean keepsTokens = hosts.getIfAvailable() != null;
        ExchangeRefusals refusals = new ExchangeRefusals(gate);
        return http -> http.addFilterBefore(
                        new KeycardAuthenticationWebFilter(gate, limited, keepsTokens), SecurityWebFiltersOrder.CSRF)
                .exceptionHandling(exceptions ->
                        exceptions.authenticationEntryPoint(refusals).accessDeniedHandler(refusals));
    }

    /** With it, Spring Boot makes no user with a password in the log. */
    @Bean
    @ConditionalOnMissingBean(ReactiveAuthenticationManagerResolver.class)
    ReactiveAuthenticationManagerResolver<ServerWebExchange> keycardReactiveAuthenticationManagerResolver() {
        return exchange ->
                Mono.error(new UnsupportedOperationException("Keycard authenticates requests in its own filter"));
    }

    @Bean
    OpenExchanges keycardOpenExchanges(ObjectProvider<SecurityWebFilterChain> chains) {
        return new OpenExchanges(chains);
    }

    /** For an application that has no chain. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(SecurityWebFilterChain.class)
    static class Default {

        @Bean
        DefaultChain keycardDefaultChain() {
            return new DefaultChain();
        }

        @Bean
        SecurityWebFilterChain keycardSecurityWebFilterChain(
                ServerHttpSecurity http,
                ReactiveGate gate,
                KeycardGuard guard,
                ExchangeRules rules,
                ObjectProvider<ActuatorExchanges> paths,
                ObjectProvider<PreFlightRequestHandler> preflights) {
            ExchangeDefaultPermission permission =
                    new ExchangeDefaultPermission(gate, guard.defaultPermission(), rules::ownRule);
            ExchangeDefaultPermission staff = new ExchangeDefaultPermission(
                    gate, Permissions.IS_ADMIN_USER, exchange -> Mono.just(Optional.empty()));
            preflights.ifUnique(
                    handler -> http.addFilterAt(new PreFlightRequestWebFilter(handler), SecurityWebFiltersOrder.CORS));
            // The Gate has its own CSRF check, for the credentials that browsers send by themselves.
            return http.csrf(ServerHttpSecurity.CsrfSpec::disable)
                    .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                    .requestCache(cache -> cache.requestCache(NoOpServerRequestCache.getInstance()))
                    .logout(ServerHttpSecurity.LogoutSpec::disable)
                    .authorizeExchange(exchanges -> {
                        paths.forEach(actuator -> exchanges
                                .matchers(actuator.health())
                                .permitAll()
                                .matchers(actuator.all())
                                .access(staff));
                        exchanges.anyExchange().access(permission);
                    })
                    .build();
        }
    }

    /** Probes have no credentials; the other endpoints of the actuator show secrets, and are for staff. */
    record ActuatorExchanges(ServerWebExchangeMatcher health, ServerWebExchangeMatcher all) {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({EndpointRequest.class, HealthEndpoint.class, WebServerNamespace.class})
    static class Actuator {

        @Bean
        ActuatorExchanges keycardActuatorExchanges() {
            ServerWebExchangeMatcher health = new OrServerWebExchangeMatcher(
                    EndpointRequest.to(HealthEndpoint.class),
                    EndpointRequest.toAdditionalPaths(WebServerNamespace.SERVER, HealthEndpoint.class));
            return new ActuatorExchanges(health, EndpointRequest.toAnyEndpoint());
        }
    }
}
