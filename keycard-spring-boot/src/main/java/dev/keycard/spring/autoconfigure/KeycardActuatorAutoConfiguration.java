package dev.keycard.spring.autoconfigure;

import dev.keycard.Keycard;
import dev.keycard.api.Internal;
import dev.keycard.audit.AuthEvent;
import dev.keycard.node.Node;
import dev.keycard.node.NodeConfiguration;
import dev.keycard.spring.actuate.AuditBridge;
import dev.keycard.spring.actuate.EngineReport;
import dev.keycard.spring.actuate.KeycardEndpoint;
import dev.keycard.spring.actuate.KeycardHealth;
import dev.keycard.spring.actuate.KeycardWebEndpoint;
import dev.keycard.spring.actuate.VerifierReport;
import dev.keycard.sql.DatabaseSettings;
import dev.keycard.verifier.Verifier;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health, the endpoint {@code keycard}, and audit events, where the application has the actuator. */
@Internal
@AutoConfiguration(after = {KeycardEngineAutoConfiguration.class, KeycardResourceAutoConfiguration.class})
public final class KeycardActuatorAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
    @ConditionalOnEnabledHealthIndicator("keycard")
    static class HealthOfKeycard {

        @Configuration(proxyBeanMethods = false)
        @ConditionalOnClass(Keycard.class)
        @ConditionalOnBean(Keycard.class)
        static class OfEngine {

            @Bean
            @ConditionalOnMissingBean(name = "keycardHealthIndicator")
            KeycardHealth keycardHealthIndicator(Keycard keycard) {
                return new KeycardHealth(
                        keycard::isReady,
                        keycard::feedAge,
                        keycard.parts().environment().nanoClock());
            }
        }

        @Configuration(proxyBeanMethods = false)
        @ConditionalOnBean(Verifier.class)
        static class OfVerifier {

            @Bean
            @ConditionalOnMissingBean(name = "keycardHealthIndicator")
            KeycardHealth keycardHealthIndicator(Verifier verifier) {
                return new KeycardHealth(verifier::isReady, verifier::feedAge, System::nanoTime);
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({ConditionalOnAvailableEndpoint.class, AuditEventRepository.class})
    static class Reports {

        @Configuration(proxyBeanMethods = false)
        @ConditionalOnClass(Node.class)
        @ConditionalOnBean({Node.class, NodeConfiguration.class, DatabaseSettings.class})
        static class OfEngine {

            @Bean
            @ConditionalOnAvailableEndpoint
            @ConditionalOnMissingBean
            KeycardEndpoint keycardEndpoint(Node node, NodeConfiguration configuration, DatabaseSettings database) {
                return new KeycardEndpoint(new EngineReport(node, configuration, database));
            }
        }

        @Configuration(proxyBeanMethods = false)
        @ConditionalOnBean({Verifier.class, KeycardResourceProperties.class})
        static class OfVerifier {

            @Bean
            @ConditionalOnAvailableEndpoint
            @ConditionalOnMissingBean
            KeycardEndpoint keycardEndpoint(Verifier verifier, KeycardResourceProperties properties) {
                return new KeycardEndpoint(new VerifierReport(
                        verifier, properties.issuer(), !properties.changes().offInsecure()));
            }
        }

        @Bean
        @ConditionalOnAvailableEndpoint
        @ConditionalOnBean(KeycardEndpoint.class)
        @ConditionalOnMissingBean
        KeycardWebEndpoint keycardWebEndpoint(KeycardEndpoint endpoint) {
            return new KeycardWebEndpoint(endpoint);
        }

        /** The actuator keeps audit events only in a repository of the application. */
        @Configuration(proxyBeanMethods = false)
        @ConditionalOnClass(AuthEvent.class)
        @ConditionalOnBean(AuditEventRepository.class)
        static class Audit {

            @Bean
            @ConditionalOnMissingBean
            AuditBridge keycardAuditBridge(ApplicationEventPublisher publisher) {
                return new AuditBridge(publisher);
            }
        }
    }
}
