package dev.keycard.spring.mvc;

import dev.keycard.api.Internal;
import dev.keycard.permission.Permission;
import dev.keycard.spring.rules.CurrentUserParameters;
import dev.keycard.spring.rules.EnforcedRules;
import dev.keycard.spring.rules.Guards;
import dev.keycard.spring.rules.Guards.Guard;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.FrameworkServlet;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.AbstractHandlerMethodMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Knows which rule of a handler method will decide about a request, before Spring has chosen the handler. At the start it makes
 * all rules, so that a mistake in one keeps the application from starting. Thread-safe.
 */
@Internal
public final class HandlerRules implements SmartInitializingSingleton {

    private final Guards guards;
    private final WebApplicationContext context;
    private final SingletonSupplier<List<HandlerMapping>> mappings;

    public HandlerRules(Guards guards, WebApplicationContext context) {
        this.guards = guards;
        this.context = context;
        this.mappings = SingletonSupplier.of(() -> mappings(context));
    }

    /** As the dispatcher servlet finds them, in its order. */
    private static List<HandlerMapping> mappings(WebApplicationContext context) {
        List<HandlerMapping> found = new ArrayList<>(
                BeanFactoryUtils.beansOfTypeIncludingAncestors(context, HandlerMapping.class, true, false)
                        .values());
        AnnotationAwareOrderComparator.sort(found);
        return List.copyOf(found);
    }

    /**
     * The own rule of the handler method that will answer, if the interceptor will enforce it there. Empty for every other kind
     * of handler, and for other servlets: nothing would enforce a rule there.
     */
    public Optional<Permission> ownRule(HttpServletRequest request) {
        if (!isForThisDispatcher(request)) {
            return Optional.empty();
        }
        HandlerExecutionChain chain = chain(request);
        if (chain == null
                || !(chain.getHandler() instanceof HandlerMethod method)
                || chain.getInterceptorList().stream().noneMatch(PermitInterceptor.class::isInstance)) {
            return Optional.empty();
        }
        return Optional.of(guards.of(method)).filter(Guard::own).map(Guard::permission);
    }

    private boolean isForThisDispatcher(HttpServletRequest request) {
        if (!request.getServletContext().equals(context.getServletContext())) {
            return false;
        }
        String servlet = request.getHttpServletMapping().getServletName();
        if (servlet == null || servlet.isEmpty()) {
            return true; // of a mock, which has no other servlets
        }
        ServletContext application = request.getServletContext();
        ServletRegistration registration = application.getServletRegistration(servlet);
        return registration != null
                && DispatcherServlet.class.getName().equals(registration.getClassName())
                // Another dispatcher has other handlers at the same paths.
                && context.equals(application.getAttribute(FrameworkServlet.SERVLET_CONTEXT_PREFIX + servlet));
    }

    private @Nullable HandlerExecutionChain chain(HttpServletRequest request) {
        boolean parsed = ServletRequestPathUtils.hasParsedRequestPath(request);
        if (!parsed) {
            ServletRequestPathUtils.parseAndCache(request);
        }
        try {
            for (HandlerMapping mapping : mappings.obtain()) {
                HandlerExecutionChain chain = mapping.getHandler(request);
                if (chain != null) {
                    return chain;
                }
            }
            return null;
        } catch (Exception noHandler) {
            // Such as a method that is not allowed: no handler will run.
            return null;
        } finally {
            if (!parsed) {
                ServletRequestPathUtils.clearParsedRequestPath(request);
            }
        }
    }

    /**
     * Makes all rules.
     *
     * @throws IllegalStateException for a mistake in a rule, and for a rule that nothing would enforce
     */
    @Override
    public void afterSingletonsInstantiated() {
        List<HandlerMethod> methods =
                mappings.obtain().stream().flatMap(HandlerRules::methods).toList();
        new EnforcedRules(guards, methods).check(context);
        CurrentUserParameters.check(context);
    }

    /**
     * Some mappings are no beans, and stand behind another one, as those of Spring Data REST do. They find the controllers in
     * their context, and so the interceptor, too.
     */
    private static Stream<HandlerMethod> methods(HandlerMapping mapping) {
        if (mapping instanceof Iterable<?> others) {
            return StreamSupport.stream(others.spliterator(), false)
                    .filter(HandlerMapping.class::isInstance)
                    .flatMap(other -> methods((HandlerMapping) other));
        }
        return mapping instanceof AbstractHandlerMethodMapping<?> known
                ? known.getHandlerMethods().values().stream()
                : Stream.empty();
    }
}
