package dev.keycard.spring.mvc;

import dev.keycard.api.Internal;
import dev.keycard.http.ApiError;
import dev.keycard.servlet.ServletGate;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Answers refusals that a handler method throws. It comes first, so that an {@code @ExceptionHandler} for all exceptions does not
 * turn a refusal into something else. Thread-safe.
 */
@Internal
public final class ApiErrorResolver implements HandlerExceptionResolver, Ordered {

    private final ServletGate gate;

    public ApiErrorResolver(ServletGate gate) {
        this.gate = gate;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception exception) {
        if (!(exception instanceof ApiError refused)) {
            return null;
        }
        try {
            gate.refuse(request, response, refused);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        return new ModelAndView();
    }
}
