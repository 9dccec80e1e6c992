package dev.keycard.spring.autoconfigure;

import dev.keycard.api.Internal;
import dev.keycard.gate.Authenticator;
import dev.keycard.gate.BearerAuthenticator;
import dev.keycard.gate.CountedRefusals;
import dev.keycard.gate.Gate;
import dev.keycard.gate.Refusals;
import dev.keycard.gate.Throttle;
import dev.keycard.metrics.Metrics;
import dev.keycard.permission.PermissionConfig;
import dev.keycard.permission.PermissionLanguage;
import dev.keycard.spring.autoconfigure.KeycardResourceProperties.Changes;
import dev.keycard.spring.rules.ThrottledScopes;
import dev.keycard.spring.settings.KnownProperties;
import dev.keycard.text.Nearest;
import dev.keycard.verifier.Jwks;
import dev.keycard.verifier.RemoteVerifier;
import dev.keycard.verifier.Verifier;
import dev.keycard.verifier.VerifierBuilder;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;
import org.springframework.web.method.HandlerMethod;

/**
 * A service that verifies the tokens of the servers that {@code keycard.issuer} names: their keys and their revocations come over
 * HTTP, and there is no database.
 */
@Internal
@AutoConfiguration
@Conditional(ResourceMode.class)
@ImportRuntimeHints(KeycardHints.class)
@EnableConfigurationProperties(KeycardResourceProperties.class)
public final class KeycardResourceAutoConfiguration {

    /** Those of a service that only verifies; what is under one of them belongs to it. */
    private static final Set<String> PROPERTIES = Set.of(
            "issuer",
            "changes.token",
            "changes.off-insecure",
            "jwt.issuer",
            "jwt.audience",
            "jwt.leeway",
            "jwt.access-lifetime",
            "permission.default",
            "permission.tiers",
            "permission.roles",
            "propagation.hosts",
            "propagation.hosts-insecure",
            "security.limited-tokens");

    @Bean
    @ConditionalOnMissingBean
    VerifierSource keycardVerifierSource(KeycardResourceProperties properties) {
        return () -> keysAndChanges(properties);
    }

    @Bean
    @ConditionalOnMissingBean
    Verifier keycardVerifier(
            Environment environment,
            VerifierSource source,
            KeycardResourceProperties properties,
            ObjectProvider<Metrics> metrics,
            ObjectProvider<Clock> clock) {
        refuseUnknown(environment);
        try {
            VerifierBuilder builder = source.begin().metrics(metrics.getIfUnique(Metrics::none));
            clock.ifUnique(own -> builder.clock(own, System::nanoTime));
            return verifier(builder, properties);
        } catch (IllegalArgumentException refused) {
            throw new VerifierMistake(
                    "keycard.issuer must name the addresses of the servers, such as https://auth.example: "
                            + refused.getMessage() + ".");
        }
    }

    private static void refuseUnknown(Environment environment) {
        KnownProperties.firstUnknown(environment, PROPERTIES, name -> false).ifPresent(name -> {
            throw new VerifierMistake("Unknown property keycard." + name + " of a service that only verifies; did you"
                    + " mean keycard." + Nearest.to(name, PROPERTIES) + "?");
        });
    }

    private static Verifier verifier(VerifierBuilder builder, KeycardResourceProperties properties) {
        KeycardResourceProperties.Jwt jwt = properties.jwt();
        builder.leeway(jwt.leeway()).longestAccess(jwt.accessLifetime());
        if (jwt.issuer() != null) {
            builder.issuer(jwt.issuer());
        }
        if (jwt.audience() != null) {
            builder.audience(jwt.audience());
        }
        return builder.start();
    }

    private static VerifierBuilder keysAndChanges(KeycardResourceProperties properties) {
        List<String> servers = properties.issuer();
        Changes changes = properties.changes();
        if (changes.offInsecure()) {
            return Verifier.builder()
                    .keys(Jwks.from(servers.stream()
                            .map(server -> URI.create(server + "/.well-known/jwks.json"))
                            .toList()))
                    .withoutRevocations();
        }
        if (changes.token() == null || changes.token().isBlank()) {
            throw new VerifierMistake(
                    "keycard.changes.token must be an API token of the issuer with the scope changes, by which"
                            + " revocations are followed, or file: and the path of a file that holds it.");
        }
        return RemoteVerifier.of(ChangesToken.of(changes.token()), servers.toArray(String[]::new));
    }

    @Bean
    @ConditionalOnMissingBean
    KeycardGuard keycardGuard(
            Verifier verifier,
            KeycardResourceProperties properties,
            ObjectProvider<Throttle> throttle,
            ObjectProvider<Metrics> metrics) {
        List<Authenticator> authenticators = List.of(new BearerAuthenticator(verifier));
        KeycardResourceProperties.Permissions rules = properties.permission();
        PermissionConfig permissions = new PermissionConfig(rules.roles(), rules.tiers());
        return new KeycardGuard(
                new Gate(
                        authenticators,
                        throttle.getIfAvailable(Throttle::unlimited),
                        new CountedRefusals(metrics.getIfUnique(Metrics::none))),
                Refusals.of(authenticators),
                new PermissionLanguage(permissions).rule(rules.otherwise()),
                permissions);
    }

    /** Where the service has handler methods, whose requests nothing counts. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HandlerMethod.class)
    @ConditionalOnMissingBean(Throttle.class)
    static class WithoutCounters {

        @Bean
        SmartInitializingSingleton keycardUncountedRates(ConfigurableListableBeanFactory beans) {
            return () -> ThrottledScopes.of(beans).stream().findFirst().ifPresent(name -> {
                throw new VerifierMistake(
                        "@Throttled(\"" + name + "\") would limit nothing: a service that only verifies"
                                + " tokens has no counters. Bring a Throttle bean, or count in the gateway.");
            });
        }
    }
}
