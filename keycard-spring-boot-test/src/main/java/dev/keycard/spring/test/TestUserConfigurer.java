package dev.keycard.spring.test;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.http.HeaderNames;
import dev.keycard.servlet.ServletGate;
import dev.keycard.spring.KeycardAuthentication;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import org.springframework.security.test.context.TestSecurityContextHolder;
import org.springframework.test.web.servlet.setup.ConfigurableMockMvcBuilder;
import org.springframework.test.web.servlet.setup.MockMvcConfigurer;

/** Gives requests without a credential the user of {@link WithKeycardUser}, before all other filters. */
final class TestUserConfigurer implements MockMvcConfigurer {

    @Override
    public void afterConfigurerAdded(ConfigurableMockMvcBuilder<?> builder) {
        builder.addFilters(new TestUserFilter());
    }

    /** Runs on the thread of the test, like all of {@code MockMvc}. */
    private static final class TestUserFilter implements Filter {

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            HttpServletRequest http = (HttpServletRequest) request;
            if (TestSecurityContextHolder.getContext().getAuthentication() instanceof KeycardAuthentication known
                    && !ServletGate.isKnown(http)
                    && !hasCredential(http)) {
                AuthenticatedPrincipal user = known.getPrincipal();
                ServletGate.give(http, user);
            }
            chain.doFilter(request, response);
        }

        /** A real credential is checked, good or bad. */
        private static boolean hasCredential(HttpServletRequest request) {
            Cookie[] cookies = request.getCookies();
            return request.getHeader(HeaderNames.AUTHORIZATION) != null
                    || (cookies != null
                            && Arrays.stream(cookies).map(Cookie::getName).anyMatch(BrowserSession::isSession));
        }
    }
}
