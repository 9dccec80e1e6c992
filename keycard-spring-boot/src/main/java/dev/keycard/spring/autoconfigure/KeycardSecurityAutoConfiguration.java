package dev.keycard.spring.autoconfigure;

import dev.keycard.api.Internal;
import dev.keycard.permission.Permission;
import dev.keycard.permission.Permissions;
import dev.keycard.servlet.ServletGate;
import dev.keycard.spring.mvc.HandlerRules;
import dev.keycard.spring.propagation.PropagationHosts;
import dev.keycard.spring.security.DefaultPermission;
import dev.keycard.spring.security.KeycardHttpConfigurer;
import dev.keycard.spring.security.LimitedCredentials;
import dev.keycard.spring.security.ScopedCredentials;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.PreFlightRequestHandler;

/** Keycard in every chain of Spring Security, and a chain of its own for an application that has none. */
@Internal
@AutoConfiguration(
        after = KeycardServletAutoConfiguration.class,
        beforeName = {
            "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration"
        })
@ConditionalOnClass({SecurityFilterChain.class, HttpSecurity.class})
@ConditionalOnBean(ServletGate.class)
public final class KeycardSecurityAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty(name = "keycard.security.limited-tokens", havingValue = "refused", matchIfMissing = true)
    LimitedCredentials keycardLimitedCredentials(
            ServletGate gate,
            KeycardGuard guard,
            ObjectProvider<HandlerRules> rules,
            ObjectProvider<DefaultChain> defaultChain) {
        return new ScopedCredentials(
                gate,
                request -> ownRule(rules, request),
                defaultChain.getIfAvailable() == null ? null : guard.defaultPermission());
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty(name = "keycard.security.limited-tokens", havingValue = "by-authorities-insecure")
    LimitedCredentials keycardLimitedCredentialsByAuthorities() {
        return (request, limited) -> limited;
    }

    @Bean
    Customizer<HttpSecurity> keycardHttpSecurity(
            ServletGate gate, LimitedCredentials limited, ObjectProvider<PropagationHosts> hosts) {
        boolean keepsTokens = hosts.getIfAvailable() != null;
        return http -> {
            KeycardHttpConfigurer configurer = new KeycardHttpConfigurer(gate, limited);
            http.with(keepsTokens ? configurer.keepingTokens() : configurer, Customizer.withDefaults());
        };
    }

    /** With it, Spring Boot makes no user with a password in the log. */
    @Bean
    @ConditionalOnMissingBean(AuthenticationManagerResolver.class)
    AuthenticationManagerResolver<HttpServletRequest> keycardAuthenticationManagerResolver() {
        return request -> {
            throw new UnsupportedOperationException("Keycard authenticates requests in its own filter");
        };
    }

    @Bean
    OpenPaths keycardOpenPaths(ObjectProvider<SecurityFilterChain> chains) {
        return new OpenPaths(chains);
    }

    private static Optional<Permission> ownRule(ObjectProvider<HandlerRules> rules, HttpServletRequest request) {
        HandlerRules known = rules.getIfAvailable();
        return known == null ? Optional.empty() : known.ownRule(request);
    }

    /** For an application that has no chain. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(SecurityFilterChain.class)
    static class Default {

        private static final int BEFORE_BOOT = Integer.MAX_VALUE - 6;

        /** Dispatches of a request that was admitted; a handler method behind one is guarded by its own rule. */
        private static final DispatcherType[] AFTER_ADMISSION = {
            DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.INCLUDE
        };

        @Bean
        DefaultChain keycardDefaultChain() {
            return new DefaultChain();
        }

        @Bean
        @Order(BEFORE_BOOT)
        SecurityFilterChain keycardSecurityFilterChain(
                HttpSecurity http,
                ServletGate gate,
                KeycardGuard guard,
                ObjectProvider<HandlerRules> rules,
                ObjectProvider<ActuatorPaths> paths,
                ObjectProvider<PreFlightRequestHandler> preflights) {
            List<RequestMatcher> openPaths =
                    paths.stream().map(ActuatorPaths::health).toList();
            List<RequestMatcher> staffPaths =
                    paths.stream().map(ActuatorPaths::all).toList();
            DefaultPermission permission = new DefaultPermission(
                    gate,
                    guard.defaultPermission(),
                    request -> ownRule(rules, request).isPresent());
            DefaultPermission staff = new DefaultPermission(gate, Permissions.IS_ADMIN_USER, request -> false);
            preflights.ifAvailable(handler -> http.cors(cors -> {
                if (handler instanceof CorsConfigurationSource source && !hasOrigins(http)) {
                    cors.configurationSource(ifFromOrigin(source));
                }
            }));
            // The Gate has its own CSRF check, for the credentials that browsers send by themselves.
            return http.csrf(AbstractHttpConfigurer::disable)
                    .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                    .requestCache(AbstractHttpConfigurer::disable)
                    .logout(AbstractHttpConfigurer::disable)
                    .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(AFTER_ADMISSION)
                            .permitAll()
                            .requestMatchers(openPaths.toArray(RequestMatcher[]::new))
                            .permitAll()
                            .requestMatchers(staffPaths.toArray(RequestMatcher[]::new))
                            .access(staff)
                            .anyRequest()
                            .access(permission))
                    .build();
        }
    }

    /** Whether the application says by a bean of its own which origins it permits; the names are those of Spring Security. */
    private static boolean hasOrigins(HttpSecurity http) {
        ApplicationContext context = http.getSharedObject(ApplicationContext.class);
        return context.containsBeanDefinition("corsFilter")
                || context.containsBeanDefinition("corsConfigurationSource");
    }

    /**
     * Spring MVC looks for the handler of a request to find the origins that it permits. That is worth it only for a request that
     * names its origin.
     */
    private static CorsConfigurationSource ifFromOrigin(CorsConfigurationSource mvc) {
        return request -> request.getHeader(HttpHeaders.ORIGIN) == null ? null : mvc.getCorsConfiguration(request);
    }

    /** Probes have no credentials; the other endpoints of the actuator show secrets, and are for staff. */
    record ActuatorPaths(RequestMatcher health, RequestMatcher all) {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({EndpointRequest.class, HealthEndpoint.class, WebServerNamespace.class})
    static class Actuator {

        @Bean
        ActuatorPaths keycardActuatorPaths() {
            RequestMatcher health = new OrRequestMatcher(
                    EndpointRequest.to(HealthEndpoint.class),
                    EndpointRequest.toAdditionalPaths(WebServerNamespace.SERVER, HealthEndpoint.class));
            return new ActuatorPaths(health, EndpointRequest.toAnyEndpoint());
        }
    }
}
