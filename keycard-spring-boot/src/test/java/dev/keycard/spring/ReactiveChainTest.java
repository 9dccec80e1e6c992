package dev.keycard.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.http.ApiError;
import dev.keycard.spring.Running.Member;
import dev.keycard.spring.reactive.ReactiveApplication;
import java.nio.file.Path;
import java.security.Principal;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableReactiveMethodSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.util.matcher.NegatedServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import reactor.core.publisher.Mono;

/** A reactive application with a security chain of its own, whose rules decide beside those of {@code @Permit}. */
class ReactiveChainTest {

    private static final String REACTIVE = "--spring.main.web-application-type=reactive";

    @TempDir
    private static Path data;

    private static Running application;

    @Configuration(proxyBeanMethods = false)
    @EnableReactiveMethodSecurity
    static class Security {

        /** All but what is under {@code /outside}. */
        @Bean
        SecurityWebFilterChain own(ServerHttpSecurity http) {
            return http.securityMatcher(
                            new NegatedServerWebExchangeMatcher(ServerWebExchangeMatchers.pathMatchers("/outside/**")))
                    .authorizeExchange(exchanges -> exchanges
                            .pathMatchers("/spring/editors")
                            .hasRole("editor")
                            .pathMatchers("/spring/**")
                            .authenticated()
                            .anyExchange()
                            .permitAll())
                    .build();
        }

        @Bean
        SpringController springController() {
            return new SpringController();
        }

        @Bean
        Swallowing swallowing() {
            return new Swallowing();
        }
    }

    /** Would make an answer of every refusal. */
    @RestControllerAdvice
    static class Swallowing {

        @ExceptionHandler(ApiError.class)
        ResponseEntity<String> all(RuntimeException swallowed) {
            return ResponseEntity.status(HttpStatus.OK).body("swallowed");
        }
    }

    @RestController
    static class SpringController {

        @GetMapping("/spring/editors")
        String editors(Principal user) {
            return "for " + user.getName();
        }

        @GetMapping("/spring/me")
        Mono<String> me() {
            return ReactiveSecurityContextHolder.getContext()
                    .mapNotNull(SecurityContext::getAuthentication)
                    .map(Authentication::getName);
        }

        @PostMapping("/spring/me")
        Mono<String> change(Principal user) {
            return Mono.just("changed " + user.getName());
        }

        @GetMapping("/spring/staff")
        @PreAuthorize("hasAuthority('STAFF')")
        Mono<String> staff() {
            return Mono.just("staff");
        }

        @GetMapping("/spring/scoped")
        @Permit(rule = "HasScope(notes)")
        Mono<String> scoped() {
            return Mono.just("scoped");
        }

        @GetMapping("/outside/unruled")
        Mono<String> outside() {
            return Mono.just("outside");
        }

        @GetMapping("/outside/staff")
        @Permit(IsAdminUser.class)
        Mono<String> outsideStaff() {
            return Mono.just("outside");
        }
    }

    @BeforeAll
    static void start() {
        application = Running.startAlone(
                new Class<?>[] {ReactiveApplication.class, Security.class},
                REACTIVE,
                "--management.endpoints.web.exposure.include=keycard",
                "--keycard.data=" + data);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    private static int status(String path, String authorization) {
        return application.get(path, authorization).statusCode();
    }

    @Test
    void rulesOfTheChain_seeRolesAndUsers() {
        Member ed = application.member("ed", "editor");
        Member ada = application.member("ada");
        assertThat(application.get("/spring/editors", ed.bearer()).body()).isEqualTo("for " + ed.id());
        assertThat(application.get("/spring/me", ada.bearer()).body()).isEqualTo(ada.id());
        assertThat(status("/spring/editors", ada.bearer())).isEqualTo(403);
        assertThat(application.get("/spring/editors", ada.bearer()).body()).contains("permission_denied");
        assertThat(application.get("/spring/me", "").headers().allValues("WWW-Authenticate"))
                .contains("Bearer realm=\"api\"");
        assertThat(status("/unruled", "")).isEqualTo(200);
        assertThat(status("/me", "")).isEqualTo(401);
    }

    @Test
    void preAuthorize_seesAuthorities() {
        assertThat(status("/spring/staff", application.member("bob").bearer())).isEqualTo(403);
        assertThat(application
                        .get("/spring/staff", application.staff("boss").bearer())
                        .body())
                .isEqualTo("staff");
    }

    @Test
    void postWithAToken_needsNoCsrfTokenOfTheChain() {
        Member cay = application.member("cay");
        assertThat(application
                        .send("POST", "/spring/me", Map.of("Authorization", cay.bearer()), "")
                        .body())
                .isEqualTo("changed " + cay.id());
        assertThat(application.send("POST", "/spring/me", Map.of(), "").statusCode())
                .isEqualTo(403);
    }

    @Test
    void limitedToken_passesOnlyRulesThatKnowScopes() {
        Member dan = application.member("dan");
        String limited = "Token " + dan.apiToken("notes");
        assertThat(status("/spring/me", limited)).isEqualTo(403);
        assertThat(application.get("/spring/scoped", limited).body()).isEqualTo("scoped");
        assertThat(status("/spring/scoped", "Token " + dan.apiToken("other"))).isEqualTo(403);
    }

    /** Whatever the chain permits. */
    @Test
    void report_isForStaff() {
        assertThat(status("/actuator/keycard", "")).isEqualTo(403);
        assertThat(status("/actuator/keycard", application.member("kit").bearer()))
                .isEqualTo(403);
        assertThat(application
                        .get("/actuator/keycard", application.staff("kay").bearer())
                        .body())
                .contains("\"worst\":");
    }

    @Test
    void refusalOfAnObject_isNotSwallowed() {
        assertThat(status("/notes/0", application.member("eve").bearer())).isEqualTo(404);
    }

    /** Outside every chain, only {@code @Permit} and the default permission are left. */
    @Test
    void controllersOutsideTheChain_haveTheDefaultPermission() {
        String fay = application.member("fay").bearer();
        assertThat(status("/outside/unruled", "")).isEqualTo(401);
        assertThat(application.get("/outside/unruled", fay).body()).isEqualTo("outside");
        assertThat(status("/outside/staff", fay)).isEqualTo(403);
    }

    @Test
    void ruleThatNothingEnforces_keepsTheApplicationFromStarting(@TempDir Path other) {
        assertThatThrownBy(() -> Running.startAlone(
                                new Class<?>[] {ReactiveApplication.class, MistakesTest.OnAService.class},
                                REACTIVE,
                                "--keycard.data=" + other)
                        .close())
                .hasStackTraceContaining("would not be enforced");
    }
}
