package dev.keycard.spring.mvc;

import dev.keycard.api.Internal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/**
 * Gives every adapter of handler methods {@link CurrentUserResolver}, before all others: without it, the resolver for all other
 * parameters would make a user from the parameters of the request. Applications can replace Spring's configuration, and
 * libraries bring adapters of their own, so a {@code WebMvcConfigurer} would not reach all. Thread-safe.
 */
@Internal
public final class CurrentUserArguments implements BeanPostProcessor {

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof RequestMappingHandlerAdapter adapter) {
            List<HandlerMethodArgumentResolver> resolvers = new ArrayList<>();
            resolvers.add(new CurrentUserResolver());
            resolvers.addAll(Objects.requireNonNull(adapter.getArgumentResolvers()));
            adapter.setArgumentResolvers(resolvers);
        }
        return bean;
    }
}
