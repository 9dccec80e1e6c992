package dev.keycard.spring.autoconfigure;

import dev.keycard.servlet.ServletEndpoints;
import dev.keycard.servlet.ServletGate;
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
    private final SingletonSupplier<ApplicationPaths> own;
    private final SingletonSupplier<ServletGate> gate;

    EndpointsFilter(Supplier<ServletEndpoints> endpoints, Supplier<ApplicationPaths> own, Supplier<ServletGate> gate) {
        this.endpoints = SingletonSupplier.of(endpoints);
        this.own = SingletonSupplier.of(own);
        this.gate = SingletonSupplier.of(gate);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!answers((HttpServletRequest) request, (HttpServletResponse) response)) {
            chain.doFilter(request, response);
        }
    }

    private boolean answers(HttpServletRequest request, HttpServletResponse response) throws IOException {
        return !own.obtain().has(gate.obtain().request(request).path())
                && endpoints.obtain().answer(request, response);
    }
}
