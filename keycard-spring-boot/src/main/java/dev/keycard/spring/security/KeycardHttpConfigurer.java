package dev.keycard.spring.security;

import dev.keycard.servlet.ServletGate;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.ExceptionHandlingConfigurer;
import org.springframework.security.config.annotation.web.configurers.FormLoginConfigurer;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

/**
 * Adds Keycard to a chain: its filter before all that decides, its answers to refusals where the chain has none of its own, and
 * no second CSRF check for requests that it has authenticated. Switched off for a chain by {@code
 * http.with(configurer, KeycardHttpConfigurer::disable)}.
 */
public final class KeycardHttpConfigurer extends AbstractHttpConfigurer<KeycardHttpConfigurer, HttpSecurity> {

    private final ServletGate gate;
    private final LimitedCredentials limited;
    private boolean keepsTokens;

    public KeycardHttpConfigurer(ServletGate gate, LimitedCredentials limited) {
        this.gate = gate;
        this.limited = limited;
    }

    /** Keeps the access token of each request until it is over, for calls to other services in the name of its user. */
    public KeycardHttpConfigurer keepingTokens() {
        keepsTokens = true;
        return this;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void init(HttpSecurity http) {
        SecurityRefusals refusals = new SecurityRefusals(gate);
        ExceptionHandlingConfigurer<HttpSecurity> exceptions = http.getConfigurer(ExceptionHandlingConfigurer.class);
        if (exceptions != null) {
            exceptions.defaultAuthenticationEntryPointFor(refusals, AnyRequestMatcher.INSTANCE);
            exceptions.defaultAccessDeniedHandlerFor(refusals, AnyRequestMatcher.INSTANCE);
        }
        if (http.getConfigurer(FormLoginConfigurer.class) == null
                && http.getSharedObject(RequestCache.class) instanceof HttpSessionRequestCache) {
            // It would make a session for each request that is refused, and nothing leads back to that request.
            http.setSharedObject(RequestCache.class, new NullRequestCache());
        }
        CsrfConfigurer<HttpSecurity> csrf = http.getConfigurer(CsrfConfigurer.class);
        if (csrf != null) {
            // A header is no cookie that a browser sends by itself, and a session of Keycard has passed its own check.
            csrf.ignoringRequestMatchers(
                    request -> ServletGate.signedIn(request).isPresent());
        }
    }

    @Override
    public void configure(HttpSecurity http) {
        http.addFilterBefore(new KeycardAuthenticationFilter(gate, limited, keepsTokens), CsrfFilter.class);
    }
}
