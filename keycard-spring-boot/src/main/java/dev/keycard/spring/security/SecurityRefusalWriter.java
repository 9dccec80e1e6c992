package dev.keycard.spring.security;

import dev.keycard.gate.Refusal;
import dev.keycard.servlet.RefusalWriter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/**
 * Answers 401 by an {@link AuthenticationEntryPoint} of the application and 403 by its {@link AccessDeniedHandler};
 * other refusals keep the form of Keycard. Thread-safe as these are.
 */
public final class SecurityRefusalWriter implements RefusalWriter {

    private final AuthenticationEntryPoint entryPoint;
    private final AccessDeniedHandler denied;

    public SecurityRefusalWriter(AuthenticationEntryPoint entryPoint, AccessDeniedHandler denied) {
        this.entryPoint = entryPoint;
        this.denied = denied;
    }

    @Override
    public boolean write(HttpServletRequest request, HttpServletResponse response, Refusal refusal) throws IOException {
        try {
            if (refusal.status() == HttpServletResponse.SC_UNAUTHORIZED) {
                entryPoint.commence(request, response, new InsufficientAuthenticationException(refusal.detail()));
                return true;
            }
            if (refusal.status() == HttpServletResponse.SC_FORBIDDEN) {
                denied.handle(request, response, new AccessDeniedException(refusal.detail()));
                return true;
            }
            return false;
        } catch (ServletException failed) {
            throw new IOException(failed);
        }
    }
}
