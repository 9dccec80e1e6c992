package dev.keycard.spring.autoconfigure;

import dev.keycard.api.Internal;
import dev.keycard.servlet.ServletGate;
import dev.keycard.spring.mvc.HandlerRules;
import dev.keycard.spring.security.DefaultPermission;
import dev.keycard.spring.security.KeycardHttpConfigurer;
import dev.keycard.spring.security.LimitedCredentials;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

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

    /** A limited credential passes where a rule of {@code @Permit} decides, or where the application takes its authorities. */
    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty(name = "keycard.security.limited-tokens", havingValue = "refused", matchIfMissing = true)
    LimitedCredentials keycardLimitedCredentials(ObjectProvider<HandlerRules> rules) {
        return request -> decides(rules, request);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty(name = "keycard.security.limited-tokens", havingValue = "by-authorities-insecure")
    LimitedCredentials keycardLimitedCredentialsByAuthorities() {
        return request -> true;
    }

    @Bean
    Customizer<HttpSecurity> keycardHttpSecurity(ServletGate gate, LimitedCredentials limited) {
        return http -> http.with(new KeycardHttpConfigurer(gate, limited), Customizer.withDefaults());
    }

    /** With it, Spring Boot makes no user with a password in the log. */
    @Bean
    @ConditionalOnMissingBean(AuthenticationManagerResolver.class)
    AuthenticationManagerResolver<HttpServletRequest> keycardAuthenticationManagerResolver() {
        return request -> {
            throw new UnsupportedOperationException("Keycard authenticates requests in its own filter");
        };
    }

    private static boolean decides(ObjectProvider<HandlerRules> rules, HttpServletRequest request) {
        HandlerRules known = rules.getIfAvailable();
        return known != null && known.decideAbout(request);
    }

    /** For an application that has no chain. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(SecurityFilterChain.class)
    static class Default {

        private static final int BEFORE_BOOT = Integer.MAX_VALUE - 6;

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
                ObjectProvider<OpenToEverybody> open) {
            List<RequestMatcher> openPaths =
                    open.stream().map(OpenToEverybody::paths).toList();
            DefaultPermission permission =
                    new DefaultPermission(gate, guard.defaultPermission(), request -> decides(rules, request));
            // The Gate has its own CSRF check, for the only credential that browsers send by themselves.
            return http.csrf(AbstractHttpConfigurer::disable)
                    .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                    .requestCache(AbstractHttpConfigurer::disable)
                    .logout(AbstractHttpConfigurer::disable)
                    .authorizeHttpRequests(
                            requests -> requests.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                                    .permitAll()
                                    .requestMatchers(openPaths.toArray(RequestMatcher[]::new))
                                    .permitAll()
                                    .anyRequest()
                                    .access(permission))
                    .build();
        }
    }

    /** Paths that the default chain leaves open. */
    @FunctionalInterface
    interface OpenToEverybody {
        RequestMatcher paths();
    }

    /** Probes have no credentials. The other endpoints of the actuator have the default permission. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({EndpointRequest.class, HealthEndpoint.class, WebServerNamespace.class})
    static class Actuator {

        @Bean
        OpenToEverybody keycardOpenHealth() {
            return () -> new OrRequestMatcher(
                    EndpointRequest.to(HealthEndpoint.class),
                    EndpointRequest.toAdditionalPaths(WebServerNamespace.SERVER, HealthEndpoint.class));
        }
    }
}
