package dev.keycard.spring.autoconfigure;

import dev.keycard.Keycard;
import dev.keycard.address.ClientAddresses;
import dev.keycard.api.Internal;
import dev.keycard.spring.ReactiveObjectGuard;
import dev.keycard.spring.rules.Guards;
import dev.keycard.spring.rules.OwnPaths;
import dev.keycard.spring.webflux.ApiErrorAdvice;
import dev.keycard.spring.webflux.ContextObjectGuard;
import dev.keycard.spring.webflux.CurrentUserArguments;
import dev.keycard.spring.webflux.EdgeWebFilter;
import dev.keycard.spring.webflux.ExchangeExceptionHandlers;
import dev.keycard.spring.webflux.ExchangeRules;
import dev.keycard.spring.webflux.PermitHandlerAdapter;
import dev.keycard.web.KeycardApi;
import dev.keycard.webflux.ReactiveEndpoints;
import dev.keycard.webflux.ReactiveGate;
import dev.keycard.webflux.ReactiveRefusalWriter;
import java.util.function.Supplier;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/** The endpoints, {@code @Permit} and {@code @CurrentUser} in a reactive application. */
@Internal
@AutoConfiguration(after = {KeycardEngineAutoConfiguration.class, KeycardResourceAutoConfiguration.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass({WebFluxConfigurer.class, ReactiveSecurityContextHolder.class})
@ConditionalOnBean(KeycardGuard.class)
public final class KeycardWebFluxAutoConfiguration {

    /** Before the filters of Spring Security, whose rules are for the application's own paths. */
    private static final int BEFORE_SECURITY = -101;

    @Bean
    ReactiveThreads keycardReactiveThreads(ObjectProvider<HashCallers> hashes) {
        HashCallers callers = hashes.getIfAvailable();
        return new ReactiveThreads(callers == null ? 0 : callers.most());
    }

    @Bean
    @ConditionalOnMissingBean
    ReactiveGate keycardReactiveGate(
            KeycardGuard guard, ReactiveThreads threads, ObjectProvider<ReactiveRefusalWriter> writer) {
        return new ReactiveGate(
                guard.gate(),
                guard.refusals(),
                writer.getIfAvailable(() -> ReactiveRefusalWriter.NONE),
                ClientAddresses.ofConnections(),
                threads.checks(),
                threads.mostChecks());
    }

    /** Where exception handlers answer them: {@code spring.webflux.problemdetails.enabled}, or the application's own. */
    @Bean
    @ConditionalOnMissingBean
    ReactiveRefusalWriter keycardReactiveRefusalWriter(ApplicationContext context) {
        return ExchangeExceptionHandlers.of(context);
    }

    @Bean
    @Order(BEFORE_SECURITY)
    EdgeWebFilter keycardEdgeWebFilter(ReactiveGate gate) {
        return new EdgeWebFilter(gate);
    }

    /**
     * The rules of handler methods. Without a rule of its own, a method has the default permission; where the application has
     * security chains of its own, these decide instead.
     */
    @Bean
    @ConditionalOnMissingBean
    Guards keycardGuards(BeanFactory beans, KeycardGuard guard, ObjectProvider<DefaultChain> defaultChain) {
        return guard.guards(beans, defaultChain.getIfAvailable() == null);
    }

    @Bean
    @ConditionalOnMissingBean
    ExchangeRules keycardExchangeRules(Guards guards, ApplicationContext context) {
        return new ExchangeRules(guards, context);
    }

    @Bean
    PermitHandlerAdapter keycardPermitHandlerAdapter(ReactiveGate gate, Guards guards, ApplicationContext context) {
        return new PermitHandlerAdapter(gate, guards, context);
    }

    @Bean
    @ConditionalOnMissingBean
    ReactiveObjectGuard keycardReactiveObjectGuard(ReactiveGate gate) {
        return new ContextObjectGuard(gate);
    }

    @Bean
    ApiErrorAdvice keycardApiErrorAdvice(ReactiveGate gate) {
        return new ApiErrorAdvice(gate);
    }

    @Bean
    static CurrentUserArguments keycardCurrentUserArguments() {
        return new CurrentUserArguments();
    }

    /** Where the application has the endpoints itself. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(KeycardApi.class)
    @ConditionalOnBean(KeycardApi.class)
    static class Endpoints {

        @Bean
        @ConditionalOnMissingBean
        @Order(BEFORE_SECURITY)
        ReactiveEndpoints keycardReactiveEndpoints(
                KeycardApi api, ReactiveGate gate, ReactiveThreads threads, ObjectProvider<ApplicationPaths> own) {
            // Filters are made before controllers.
            Supplier<ApplicationPaths> paths = SingletonSupplier.of(own::getObject);
            return new ReactiveEndpoints(
                    api.api(), gate, path -> paths.get().has(path), threads.endpoints(), threads.mostRequests());
        }

        @Bean
        ApplicationPaths keycardApplicationPaths(
                ObjectProvider<RequestMappingHandlerMapping> mappings, KeycardApi api) {
            return OwnPaths.of(
                    mappings.stream()
                            .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                            .flatMap(mapping -> mapping.getDirectPaths().stream()),
                    api.api()::hasPath)::has;
        }
    }

    /** How many callers can wait for hashes of passwords at once. */
    @FunctionalInterface
    interface HashCallers {
        int most();
    }

    /** Where the application has the engine. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Keycard.class)
    @ConditionalOnBean(Keycard.class)
    static class Hashes {

        @Bean
        HashCallers keycardHashCallers(Keycard keycard) {
            int most = keycard.parts().config().password().mostCallers();
            return () -> most;
        }
    }
}
