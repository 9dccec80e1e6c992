package dev.keycard.spring.autoconfigure;

import dev.keycard.api.Internal;
import dev.keycard.servlet.RefusalWriter;
import dev.keycard.servlet.ServletGate;
import dev.keycard.spring.ObjectGuard;
import dev.keycard.spring.mvc.ApiErrorResolver;
import dev.keycard.spring.mvc.CurrentUserArguments;
import dev.keycard.spring.mvc.ExceptionHandlerRefusals;
import dev.keycard.spring.mvc.HandlerRules;
import dev.keycard.spring.mvc.ObjectCheckAdvice;
import dev.keycard.spring.mvc.PermitInterceptor;
import dev.keycard.spring.mvc.RequestObjectGuard;
import dev.keycard.spring.rules.Guards;
import dev.keycard.spring.rules.OwnPaths;
import dev.keycard.spring.rules.RefusalAdvices;
import dev.keycard.web.KeycardApi;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.MappedInterceptor;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** {@code @Permit} and {@code @CurrentUser} on the controllers of Spring MVC. */
@Internal
@AutoConfiguration(
        after = KeycardServletAutoConfiguration.class,
        afterName = "org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration")
@ConditionalOnClass({WebMvcConfigurer.class, SecurityContextHolder.class})
@ConditionalOnBean(ServletGate.class)
public final class KeycardMvcAutoConfiguration {

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
    HandlerRules keycardHandlerRules(Guards guards, WebApplicationContext context) {
        return new HandlerRules(guards, context);
    }

    /** Every mapping of handlers takes a bean of this type, also one that the application configures. */
    @Bean
    MappedInterceptor keycardPermitInterceptor(ServletGate gate, Guards guards) {
        return new MappedInterceptor(null, null, new PermitInterceptor(gate, guards));
    }

    @Bean
    @ConditionalOnMissingBean
    ObjectGuard keycardObjectGuard(ServletGate gate) {
        return new RequestObjectGuard(gate);
    }

    @Bean
    ObjectCheckAdvice keycardObjectCheckAdvice() {
        return new ObjectCheckAdvice();
    }

    @Bean
    ApiErrorResolver keycardApiErrorResolver(ServletGate gate) {
        return new ApiErrorResolver(gate);
    }

    /** Where the application has the endpoints itself. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(KeycardApi.class)
    @ConditionalOnBean(KeycardApi.class)
    static class Endpoints {

        @Bean
        ApplicationPaths keycardApplicationPaths(
                ObjectProvider<RequestMappingHandlerMapping> mappings, KeycardApi api, Environment environment) {
            String servlet = DispatcherPath.of(environment);
            return OwnPaths.of(
                    mappings.stream()
                            .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                            .flatMap(mapping -> mapping.getDirectPaths().stream())
                            .map(path -> servlet + path),
                    api.api()::hasPath)::has;
        }
    }

    @Bean
    static CurrentUserArguments keycardCurrentUserArguments() {
        return new CurrentUserArguments();
    }

    /** Where exception handlers give all errors one form: {@code spring.mvc.problemdetails.enabled}, or the application's own. */
    @Bean
    @ConditionalOnMissingBean
    RefusalWriter keycardRefusalWriter(
            ApplicationContext context,
            @Qualifier("handlerExceptionResolver") ObjectProvider<HandlerExceptionResolver> resolver) {
        return RefusalAdvices.anyIn(context) ? new ExceptionHandlerRefusals(resolver::getObject) : RefusalWriter.NONE;
    }
}
