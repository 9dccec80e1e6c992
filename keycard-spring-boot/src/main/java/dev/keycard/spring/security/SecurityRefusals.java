package dev.keycard.spring.security;

import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.servlet.ServletGate;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Answers what Spring Security refuses as Keycard does. Sends no error dispatch. Thread-safe. */
final class SecurityRefusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final String REFUSAL = SecurityRefusals.class.getName();

    private final ServletGate gate;

    SecurityRefusals(ServletGate gate) {
        this.gate = gate;
    }

    /** Remembers why a request is refused, until it is answered. */
    static void remember(HttpServletRequest request, ApiError refusal) {
        request.setAttribute(REFUSAL, refusal);
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException {
        answer(request, response, ErrorCode.NOT_AUTHENTICATED);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refused)
            throws IOException {
        answer(request, response, ErrorCode.PERMISSION_DENIED);
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, ErrorCode usual) throws IOException {
        ApiError known = request.getAttribute(REFUSAL) instanceof ApiError refusal ? refusal : new ApiError(usual);
        gate.refuse(request, response, known);
    }
}
