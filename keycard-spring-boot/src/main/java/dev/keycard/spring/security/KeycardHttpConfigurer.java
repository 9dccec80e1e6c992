package dev.keycard.spring.security;

import dev.keycard.servlet.ServletGate;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.ExceptionHandlingConfigurer;
import org.springframework.security.config.annotation.web.configurers.FormLoginConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.client.OAuth2LoginConfigurer;
import org.springframework.security.config.annotation.web.configurers.ott.OneTimeTokenLoginConfigurer;
import org.springframework.security.config.annotation.web.configurers.saml2.Saml2LoginConfigurer;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.RequestHeaderRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

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
            exceptions.defaultAuthenticationEntryPointFor(refusals, answered(http));
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

    /** The requests without a user that Keycard answers. A browser that opens a page is led to the page for signing in. */
    private static RequestMatcher answered(HttpSecurity http) {
        return hasLoginPage(http) ? new NegatedRequestMatcher(openingAPage()) : AnyRequestMatcher.INSTANCE;
    }

    @SuppressWarnings("unchecked") // The classes of configurers have type parameters.
    private static boolean hasLoginPage(HttpSecurity http) {
        return http.getConfigurer(FormLoginConfigurer.class) != null
                || http.getConfigurer(OAuth2LoginConfigurer.class) != null
                || http.getConfigurer(Saml2LoginConfigurer.class) != null
                || http.getConfigurer(OneTimeTokenLoginConfigurer.class) != null;
    }

    private static RequestMatcher openingAPage() {
        MediaTypeRequestMatcher page =
                new MediaTypeRequestMatcher(MediaType.TEXT_HTML, MediaType.APPLICATION_XHTML_XML);
        page.setIgnoredMediaTypes(Set.of(MediaType.ALL));
        RequestMatcher script = new RequestHeaderRequestMatcher("X-Requested-With", "XMLHttpRequest");
        return new AndRequestMatcher(page, new NegatedRequestMatcher(script));
    }

    @Override
    public void configure(HttpSecurity http) {
        http.addFilterBefore(new KeycardAuthenticationFilter(gate, limited, keepsTokens), CsrfFilter.class);
    }
}
