package dev.keycard.spring.autoconfigure;

import dev.keycard.api.Internal;
import dev.keycard.spring.Permit;
import dev.keycard.spring.PermittedBeans;
import dev.keycard.spring.Throttled;
import dev.keycard.spring.rules.EnforcedElsewhere;
import dev.keycard.spring.rules.RuleMistake;
import java.lang.annotation.Annotation;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Keeps an application with {@code @Permit} from starting if nothing enforces it, whatever the reason. */
@Internal
@AutoConfiguration(after = {KeycardMvcAutoConfiguration.class, KeycardWebFluxAutoConfiguration.class})
public final class KeycardEnforcementAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(
            type = {"dev.keycard.spring.mvc.HandlerRules", "dev.keycard.spring.webflux.ExchangeRules"})
    SmartInitializingSingleton keycardUnenforcedRules(
            ConfigurableListableBeanFactory beans, ObjectProvider<EnforcedElsewhere> others) {
        return () -> {
            PermittedBeans.of(beans).forEach(rules -> {
                if (others.stream().noneMatch(other -> other.enforces(rules.bean()))) {
                    throw notEnforced(Permit.class, rules);
                }
            });
            PermittedBeans.of(beans, Throttled.class).stream().findFirst().ifPresent(rates -> {
                throw notEnforced(Throttled.class, rates);
            });
        };
    }

    private static RuleMistake notEnforced(Class<? extends Annotation> annotation, PermittedBeans.Rules rules) {
        return new RuleMistake(
                "@" + annotation.getSimpleName() + " on " + rules.type().getName()
                        + " would not be enforced: Keycard guards no requests in this application. It guards controllers of"
                        + " Spring MVC and WebFlux, and services of gRPC; a service that only verifies"
                        + " tokens needs keycard.issuer; else the report of conditions says what is missing."
                        + " A test of a slice needs keycard-spring-boot-starter-test.");
    }
}
