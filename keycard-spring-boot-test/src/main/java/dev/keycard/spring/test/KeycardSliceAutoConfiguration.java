package dev.keycard.spring.test;

import dev.keycard.node.Node;
import dev.keycard.node.NodeConfiguration;
import dev.keycard.settings.ConfigurationException;
import dev.keycard.settings.PermissionSettings;
import dev.keycard.spring.autoconfigure.EngineMode;
import dev.keycard.spring.autoconfigure.KeycardGuard;
import dev.keycard.spring.autoconfigure.KeycardResourceAutoConfiguration;
import dev.keycard.spring.autoconfigure.KeycardServletAutoConfiguration;
import dev.keycard.spring.autoconfigure.KeycardWebFluxAutoConfiguration;
import dev.keycard.spring.autoconfigure.RatesOfScopes;
import dev.keycard.spring.autoconfigure.ResourceMode;
import dev.keycard.spring.rules.ThrottledScopes;
import dev.keycard.spring.settings.SpringSettings;
import dev.keycard.web.KeycardApi;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * What a slice has in place of the application's engine, or of its issuer: an engine in memory, with the application's settings.
 * The guards over it are those of the application.
 */
@AutoConfiguration(
        before = {
            KeycardResourceAutoConfiguration.class,
            KeycardServletAutoConfiguration.class,
            KeycardWebFluxAutoConfiguration.class
        })
final class KeycardSliceAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Node.class)
    @Conditional(EngineMode.class)
    static class Engine {

        @Bean
        @ConditionalOnMissingBean
        NodeConfiguration keycardConfiguration(Environment properties) {
            try {
                return SpringSettings.configuration(SpringSettings.read(properties), properties, Stream.empty());
            } catch (ConfigurationException refused) {
                return withAnOutbox(properties, refused);
            }
        }

        /** An {@code Outbox} bean of the application is not in the slice, and its settings may need one. */
        private static NodeConfiguration withAnOutbox(Environment properties, ConfigurationException refused) {
            try {
                return SpringSettings.configuration(SpringSettings.read(properties, true), properties, Stream.empty());
            } catch (ConfigurationException again) {
                refused.addSuppressed(again);
                throw refused;
            }
        }

        @Bean
        @ConditionalOnMissingBean
        TestEngine keycardTestEngine(NodeConfiguration configuration, ObjectProvider<Clock> clock) {
            return TestEngine.open(configuration.engine(), configuration.stores(), clock.getIfUnique(), false);
        }

        @Bean
        @ConditionalOnMissingBean
        KeycardGuard keycardGuard(
                TestEngine memory, NodeConfiguration configuration, ConfigurableListableBeanFactory beans) {
            Set<String> own = RatesOfScopes.require(configuration.settings(), ThrottledScopes.of(beans));
            KeycardApi api = KeycardApi.over(memory.engine(), SliceRates.only(own, configuration.web()));
            return new KeycardGuard(
                    api.gate(),
                    api.refusals(),
                    configuration.web().defaultPermission(),
                    PermissionSettings.read(configuration.settings()));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(ResourceMode.class)
    @Import(TestIssuerConfiguration.class)
    static class Resource {}
}
