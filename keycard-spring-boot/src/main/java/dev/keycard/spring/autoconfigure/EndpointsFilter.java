package dev.keycard.spring.autoconfigure;

import dev.keycard.servlet.ServletEndpoints;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.springframework.util.function.SingletonSupplier;

/**
 * Answers the requests to Keycard's endpoints, and lets all others go on. The container makes filters before most beans, so the
 * endpoints are looked up at the first request. Thread-safe.
 */
final class EndpointsFilter implements Filter {

    private final SingletonSupplier<ServletEndpoints> endpoints;

    EndpointsFilter(Supplier<ServletEndpoints> endpoints) {
        this.endpoints = SingletonSupplier.of(endpoints);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!endpoints.obtain().answer((HttpServletRequest) request, (HttpServletResponse) response)) {
            chain.doFilter(request, response);
        }
    }
}
