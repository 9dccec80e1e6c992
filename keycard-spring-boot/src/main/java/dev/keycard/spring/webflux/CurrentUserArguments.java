package dev.keycard.spring.webflux;

import dev.keycard.api.Internal;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerAdapter;

/**
 * Gives every adapter of handler methods {@link ExchangeUserResolver}: without it, the resolver for all other parameters would
 * make a user from the parameters of the request. Applications can replace Spring's configuration, so a {@code
 * WebFluxConfigurer} would not reach all. Thread-safe.
 */
@Internal
public final class CurrentUserArguments implements BeanPostProcessor {

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof RequestMappingHandlerAdapter adapter) {
            ArgumentResolverConfigurer known = adapter.getArgumentResolverConfigurer();
            ArgumentResolverConfigurer resolvers = known == null ? new ArgumentResolverConfigurer() : known;
            resolvers.addCustomResolver(new ExchangeUserResolver());
            adapter.setArgumentResolverConfigurer(resolvers);
        }
        return bean;
    }
}
