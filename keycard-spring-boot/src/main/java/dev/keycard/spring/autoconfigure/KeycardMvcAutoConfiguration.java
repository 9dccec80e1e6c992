package dev.keycard.spring.autoconfigure;

import dev.keycard.api.Internal;
import dev.keycard.permission.Permission;
import dev.keycard.permission.PermissionLanguage;
import dev.keycard.permission.Permissions;
import dev.keycard.servlet.ServletGate;
import dev.keycard.spring.ObjectGuard;
import dev.keycard.spring.mvc.ApiErrorResolver;
import dev.keycard.spring.mvc.CurrentUserResolver;
import dev.keycard.spring.mvc.Guards;
import dev.keycard.spring.mvc.HandlerRules;
import dev.keycard.spring.mvc.ObjectCheckAdvice;
import dev.keycard.spring.mvc.PermitInterceptor;
import dev.keycard.spring.mvc.PermitRules;
import dev.keycard.spring.mvc.RequestObjectGuard;
import java.util.List;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** {@code @Permit} and {@code @CurrentUser} on the controllers of Spring MVC. */
@Internal
@AutoConfiguration(after = KeycardServletAutoConfiguration.class)
@ConditionalOnClass(WebMvcConfigurer.class)
@ConditionalOnBean(ServletGate.class)
public final class KeycardMvcAutoConfiguration {

    /**
     * The rules of handler methods. Without a rule of its own, a method has the default permission; where the application has
     * security chains of its own, these decide instead.
     */
    @Bean
    @ConditionalOnMissingBean
    Guards keycardGuards(BeanFactory beans, KeycardGuard guard, ObjectProvider<DefaultChain> defaultChain) {
        Permission otherwise =
                defaultChain.getIfAvailable() == null ? Permissions.ALLOW_ANY : guard.defaultPermission();
        return new Guards(new PermitRules(beans, new PermissionLanguage(guard.permissions())), otherwise);
    }

    @Bean
    @ConditionalOnMissingBean
    HandlerRules keycardHandlerRules(
            Guards guards, ObjectProvider<RequestMappingHandlerMapping> mappings, ApplicationContext context) {
        return new HandlerRules(guards, mappings, context);
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

    @Bean
    WebMvcConfigurer keycardMvcConfigurer(ServletGate gate, Guards guards) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new PermitInterceptor(gate, guards)).order(Ordered.HIGHEST_PRECEDENCE);
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CurrentUserResolver());
            }
        };
    }
}
