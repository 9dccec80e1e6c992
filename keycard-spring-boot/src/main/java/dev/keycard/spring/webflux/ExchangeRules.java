package dev.keycard.spring.webflux;

import dev.keycard.api.Internal;
import dev.keycard.permission.Permission;
import dev.keycard.spring.rules.CurrentUserParameters;
import dev.keycard.spring.rules.EnforcedRules;
import dev.keycard.spring.rules.Guards;
import dev.keycard.spring.rules.Guards.Guard;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerAdapter;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.result.method.AbstractHandlerMethodMapping;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Knows which rule of a handler method will decide about a request, before Spring has chosen the handler. At the start it makes
 * all rules, so that a mistake in one keeps the application from starting. Thread-safe.
 */
@Internal
public final class ExchangeRules implements SmartInitializingSingleton {

    private final Guards guards;
    private final ApplicationContext context;
    private final SingletonSupplier<List<HandlerMapping>> mappings;

    public ExchangeRules(Guards guards, ApplicationContext context) {
        this.guards = guards;
        this.context = context;
        this.mappings = SingletonSupplier.of(() -> ordered(context, HandlerMapping.class));
    }

    /** As the dispatcher finds them, in its order. */
    static <T> List<T> ordered(ApplicationContext context, Class<T> type) {
        List<T> found = new ArrayList<>(BeanFactoryUtils.beansOfTypeIncludingAncestors(context, type, true, false)
                .values());
        AnnotationAwareOrderComparator.sort(found);
        return List.copyOf(found);
    }

    /** The own rule of the handler method that will answer. Empty for every other kind of handler. */
    public Mono<Optional<Permission>> ownRule(ServerWebExchange exchange) {
        return Mono.defer(() -> {
            Set<String> before = new HashSet<>(exchange.getAttributes().keySet());
            return Flux.fromIterable(mappings.obtain())
                    .concatMap(mapping -> mapping.getHandler(exchange))
                    .next()
                    .map(this::ruleOf)
                    // Such as a method that is not allowed: no handler will run.
                    .onErrorReturn(Optional.empty())
                    .defaultIfEmpty(Optional.empty())
                    .doOnNext(rule -> exchange.getAttributes().keySet().retainAll(before));
        });
    }

    private Optional<Permission> ruleOf(Object handler) {
        return handler instanceof HandlerMethod method
                ? Optional.of(guards.of(method)).filter(Guard::own).map(Guard::permission)
                : Optional.empty();
    }

    /**
     * Makes all rules.
     *
     * @throws IllegalStateException for a mistake in a rule, and for a rule that nothing would enforce
     */
    @Override
    public void afterSingletonsInstantiated() {
        List<HandlerMethod> methods =
                mappings.obtain().stream().flatMap(ExchangeRules::methods).toList();
        new EnforcedRules(guards, methods).check(context);
        CurrentUserParameters.check(context);
        List<HandlerAdapter> adapters = ordered(context, HandlerAdapter.class);
        methods.forEach(method -> requireEnforced(method, adapters));
    }

    private static Stream<HandlerMethod> methods(HandlerMapping mapping) {
        return mapping instanceof AbstractHandlerMethodMapping<?> known
                ? known.getHandlerMethods().values().stream()
                : Stream.empty();
    }

    private static void requireEnforced(HandlerMethod method, List<HandlerAdapter> adapters) {
        boolean guarded = adapters.stream()
                .filter(adapter -> adapter.supports(method))
                .findFirst()
                .filter(PermitHandlerAdapter.class::isInstance)
                .isPresent();
        if (!guarded) {
            throw new IllegalStateException("the rule of " + method
                    + " would not be enforced: another handler adapter comes before that of Keycard");
        }
    }
}
