package dev.keycard.spring.test;

import dev.keycard.http.HeaderNames;
import jakarta.servlet.http.Cookie;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClientConfigurer;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

/**
 * A request with a real credential. For {@code MockMvc} ({@code with}), {@code WebTestClient} ({@code mutateWith}), and as
 * headers for every client ({@code headers}), {@code RestTestClient} included. Immutable; prints without the credential.
 */
public final class PresentedCredential implements RequestPostProcessor, WebTestClientConfigurer, Consumer<HttpHeaders> {

    private final Map<String, String> headers;
    private final Map<String, String> cookies;

    private PresentedCredential(Map<String, String> headers, Map<String, String> cookies) {
        this.headers = headers;
        this.cookies = cookies;
    }

    static PresentedCredential header(String authorization) {
        return new PresentedCredential(Map.of(HeaderNames.AUTHORIZATION, authorization), Map.of());
    }

    static PresentedCredential of(BrowserSession session) {
        Map<String, String> cookies = new LinkedHashMap<>();
        cookies.put(session.cookie(), session.secret());
        cookies.put(BrowserSession.CSRF_COOKIE, session.csrfToken());
        return new PresentedCredential(Map.of(HeaderNames.CSRF_TOKEN, session.csrfToken()), cookies);
    }

    @Override
    public MockHttpServletRequest postProcessRequest(MockHttpServletRequest request) {
        headers.forEach((name, value) -> {
            request.removeHeader(name);
            request.addHeader(name, value);
        });
        if (!cookies.isEmpty()) {
            List<Cookie> all = new ArrayList<>();
            if (request.getCookies() != null) {
                all.addAll(Arrays.asList(request.getCookies()));
            }
            cookies.forEach((name, value) -> all.add(new Cookie(name, value)));
            request.setCookies(all.toArray(Cookie[]::new));
        }
        return request;
    }

    @Override
    public void afterConfigurerAdded(
            WebTestClient.Builder builder,
            @Nullable WebHttpHandlerBuilder server,
            @Nullable ClientHttpConnector connector) {
        builder.defaultHeaders(all -> headers.forEach(all::set));
        cookies.forEach(builder::defaultCookie);
    }

    /** Adds the credential to the headers of a request. */
    @Override
    public void accept(HttpHeaders request) {
        headers.forEach(request::set);
        if (!cookies.isEmpty()) {
            request.set(HttpHeaders.COOKIE, cookieHeader(request.getFirst(HttpHeaders.COOKIE)));
        }
    }

    private String cookieHeader(@Nullable String others) {
        String own = cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + '=' + cookie.getValue())
                .collect(Collectors.joining("; "));
        return others == null ? own : others + "; " + own;
    }

    @Override
    public String toString() {
        return "PresentedCredential[***]";
    }
}
