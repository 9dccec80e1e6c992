package dev.keycard.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.spring.reactive.ReactiveApplication;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.util.matcher.MediaTypeServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.NegatedServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Reactive applications whose chains are for some of their paths, or for all. */
@ExtendWith(OutputCaptureExtension.class)
class ReactiveNarrowChainTest {

    private static final String WARNING = "No SecurityWebFilterChain matches every exchange";

    @TempDir
    private Path data;

    private static SecurityWebFilterChain chain(ServerHttpSecurity http, ServerWebExchangeMatcher matcher) {
        return http.securityMatcher(matcher)
                .authorizeExchange(exchanges -> exchanges.anyExchange().authenticated())
                .build();
    }

    @Configuration(proxyBeanMethods = false)
    static class Narrow {

        @Bean
        @Order(1)
        SecurityWebFilterChain internal(ServerHttpSecurity http) {
            return chain(http, ServerWebExchangeMatchers.pathMatchers("/internal/**"));
        }

        @Bean
        @Order(2)
        SecurityWebFilterChain cbor(ServerHttpSecurity http) {
            return chain(http, new MediaTypeServerWebExchangeMatcher(MediaType.APPLICATION_CBOR));
        }

        @Bean
        @Order(3)
        SecurityWebFilterChain most(ServerHttpSecurity http) {
            return chain(
                    http,
                    new NegatedServerWebExchangeMatcher(
                            ServerWebExchangeMatchers.pathMatchers("/unruled", "/greeting")));
        }

        @Bean
        RouterFunction<ServerResponse> greeting() {
            return RouterFunctions.route()
                    .GET("/greeting", request -> ServerResponse.ok().bodyValue("hello"))
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Last {

        @Bean
        @Order(4)
        SecurityWebFilterChain last(ServerHttpSecurity http) {
            return http.authorizeExchange(exchanges -> exchanges.anyExchange().authenticated())
                    .build();
        }
    }

    private Running start(Class<?>... sources) {
        return Running.startAlone(sources, "--spring.main.web-application-type=reactive", "--keycard.data=" + data);
    }

    @Test
    void chainsThatLeaveSomethingOut_areNamedAtTheStart(CapturedOutput output) {
        try (Running application = start(ReactiveApplication.class, Narrow.class)) {
            assertThat(output).containsOnlyOnce(WARNING);
            assertThat(application.get("/greeting", "").body()).isEqualTo("hello");
            assertThat(application.get("/unruled", "").statusCode()).isEqualTo(401);
            assertThat(application.get("/functional", "").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void chainForAll_needsNoWarning(CapturedOutput output) {
        try (Running application = start(ReactiveApplication.class, Narrow.class, Last.class)) {
            assertThat(output).doesNotContain(WARNING);
            assertThat(application.get("/greeting", "").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void chainOfKeycard_needsNoWarning(CapturedOutput output) {
        try (Running application = start(ReactiveApplication.class)) {
            assertThat(output).doesNotContain(WARNING);
            assertThat(application.get("/functional", "").statusCode()).isEqualTo(401);
        }
    }
}
