package dev.keycard.spring.autoconfigure;

import dev.keycard.api.Internal;
import dev.keycard.spring.propagation.CapturedCaller;
import dev.keycard.spring.propagation.Connectors;
import dev.keycard.spring.propagation.PropagatingFeign;
import dev.keycard.spring.propagation.PropagationHosts;
import dev.keycard.spring.propagation.RequestFactories;
import feign.Capability;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.context.SecurityContextHolder;
import reactor.core.publisher.Mono;

/** Calls to the services that {@code keycard.propagation.hosts} names carry the access token of the caller. */
@Internal
@AutoConfiguration
@ConditionalOnClass(SecurityContextHolder.class)
@Conditional(PropagationMode.class)
@EnableConfigurationProperties(KeycardPropagationProperties.class)
public final class KeycardPropagationAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    PropagationHosts keycardPropagationHosts(KeycardPropagationProperties properties) {
        return new PropagationHosts(properties.hosts(), properties.hostsInsecure());
    }

    /** {@code RestClient}, {@code RestTemplate} and their HTTP service groups. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({ClientHttpRequestFactoryBuilder.class, ClientHttpRequestFactoryBuilderCustomizer.class})
    static class Blocking {

        @Bean
        @Order(Ordered.LOWEST_PRECEDENCE)
        RequestFactories keycardRequestFactories(PropagationHosts hosts) {
            return new RequestFactories(hosts);
        }
    }

    /** {@code WebClient} and its HTTP service groups. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({ClientHttpConnectorBuilderCustomizer.class, WebClientCustomizer.class, Mono.class})
    static class Reactive {

        @Bean
        @Order(Ordered.LOWEST_PRECEDENCE)
        Connectors keycardConnectors(PropagationHosts hosts) {
            return new Connectors(hosts);
        }

        @Bean
        CapturedCaller keycardCapturedCaller() {
            return new CapturedCaller();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Capability.class)
    static class Feign {

        @Bean
        PropagatingFeign keycardPropagatingFeign(PropagationHosts hosts) {
            return new PropagatingFeign(hosts);
        }
    }
}
