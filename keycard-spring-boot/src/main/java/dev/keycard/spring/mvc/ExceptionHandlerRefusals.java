package dev.keycard.spring.mvc;

import dev.keycard.api.Internal;
import dev.keycard.gate.Refusal;
import dev.keycard.servlet.RefusalWriter;
import dev.keycard.spring.RequestRefused;
import dev.keycard.spring.rules.Handling;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.handler.HandlerExceptionResolverComposite;
import org.springframework.web.servlet.mvc.method.annotation.ExceptionHandlerExceptionResolver;

/**
 * Lets the exception handlers of the application answer refusals, as a {@link RequestRefused}. Those of Spring MVC
 * itself are left out, because they would forward to the error page. Thread-safe.
 */
@Internal
public final class ExceptionHandlerRefusals implements RefusalWriter {

    private final SingletonSupplier<List<HandlerExceptionResolver>> resolvers;

    /** @param resolver the resolver of Spring MVC, which is made later */
    public ExceptionHandlerRefusals(Supplier<HandlerExceptionResolver> resolver) {
        this.resolvers =
                SingletonSupplier.of(() -> byAnnotations(resolver.get()).toList());
    }

    private static Stream<HandlerExceptionResolver> byAnnotations(HandlerExceptionResolver resolver) {
        if (resolver instanceof HandlerExceptionResolverComposite composite) {
            return composite.getExceptionResolvers().stream().flatMap(ExceptionHandlerRefusals::byAnnotations);
        }
        return Stream.of(resolver).filter(ExceptionHandlerExceptionResolver.class::isInstance);
    }

    @Override
    public boolean write(HttpServletRequest request, HttpServletResponse response, Refusal refusal) {
        RequestRefused refused = new RequestRefused(refusal);
        // The answer is not about the object that was refused.
        request.removeAttribute(Handling.ATTRIBUTE);
        // Nor is it of the type that the handler method produces.
        request.removeAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE);
        for (HandlerExceptionResolver resolver : resolvers.obtain()) {
            ModelAndView answer = resolver.resolveException(request, response, null, refused);
            if (answer != null) {
                // A view needs the dispatcher servlet, which many refusals never reach.
                return answer.isEmpty();
            }
        }
        return false;
    }
}
