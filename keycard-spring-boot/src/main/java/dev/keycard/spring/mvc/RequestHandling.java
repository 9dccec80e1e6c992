package dev.keycard.spring.mvc;

import dev.keycard.spring.rules.Handling;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpEntity;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** The handling of a servlet request. Stateless. */
final class RequestHandling {

    private RequestHandling() {}

    static Handling of(HttpServletRequest request) {
        return Handling.from(request.getAttribute(Handling.ATTRIBUTE));
    }

    /** Refuses an answer without a check of the object. An error shows no object, and may be that there is none. */
    static void requireObjectChecked(HttpServletRequest request, HttpServletResponse response) {
        if (response.getStatus() < HttpServletResponse.SC_BAD_REQUEST) {
            of(request).requireObjectChecked();
        }
    }

    /** Whether the method answers by a stream, which begins before anything else could check it. */
    static boolean streams(HttpServletRequest request) {
        HandlerMethod handler = of(request).handler();
        if (handler == null) {
            return false;
        }
        ResolvableType type = ResolvableType.forMethodReturnType(handler.getMethod());
        Class<?> body = ResolvableType.NONE.equals(type.as(HttpEntity.class))
                ? type.toClass()
                : type.as(HttpEntity.class).getGeneric(0).toClass();
        return StreamingResponseBody.class.isAssignableFrom(body) || ResponseBodyEmitter.class.isAssignableFrom(body);
    }
}
