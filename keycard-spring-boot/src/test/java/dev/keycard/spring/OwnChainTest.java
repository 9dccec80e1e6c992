package dev.keycard.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.spring.Running.Member;
import dev.keycard.spring.app.GuideApplication;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.Principal;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** An application with a security chain of its own, whose rules decide beside those of {@code @Permit}. */
class OwnChainTest {

    @TempDir
    private static Path data;

    private static Running application;

    @Configuration(proxyBeanMethods = false)
    @EnableMethodSecurity
    static class Security {

        @Bean
        SecurityFilterChain own(HttpSecurity http) {
            return http.authorizeHttpRequests(requests -> requests.requestMatchers("/spring/editors")
                            .hasRole("editor")
                            .requestMatchers("/spring/**")
                            .authenticated()
                            .anyRequest()
                            .permitAll())
                    .build();
        }

        @Bean
        SpringController springController() {
            return new SpringController();
        }
    }

    @RestController
    static class SpringController {

        @GetMapping("/spring/editors")
        String editors(Principal user) {
            return "for " + user.getName();
        }

        @GetMapping("/spring/me")
        String me(Principal user) {
            return user.getName();
        }

        @PostMapping("/spring/me")
        String change(Principal user) {
            return "changed " + user.getName();
        }

        @GetMapping("/spring/staff")
        @PreAuthorize("hasAuthority('STAFF')")
        String staff() {
            return "staff";
        }

        @GetMapping("/spring/scoped")
        @Permit(rule = "HasScope(notes)")
        String scoped() {
            return "scoped";
        }
    }

    @BeforeAll
    static void start() {
        application = Running.startAlone(
                new Class<?>[] {GuideApplication.class, Security.class},
                "--management.endpoints.web.exposure.include=keycard",
                "--keycard.data=" + data);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @Test
    void rulesOfTheChain_seeRolesAndUsers() {
        Member ed = application.member("ed", "editor");
        Member ada = application.member("ada");
        assertThat(application.get("/spring/editors", ed.bearer()).body()).isEqualTo("for " + ed.id());
        HttpResponse<String> refused = application.get("/spring/editors", ada.bearer());
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("\"code\":\"permission_denied\"");
        HttpResponse<String> anonymous = application.get("/spring/me", "");
        assertThat(anonymous.statusCode()).isEqualTo(401);
        assertThat(anonymous.headers().allValues("WWW-Authenticate")).contains("Bearer realm=\"api\"");
    }

    @Test
    void preAuthorize_seesAuthorities() {
        assertThat(application
                        .get("/spring/staff", application.member("bob").bearer())
                        .statusCode())
                .isEqualTo(403);
        assertThat(application
                        .get("/spring/staff", application.staff("boss").bearer())
                        .body())
                .isEqualTo("staff");
    }

    /** The CSRF check of the chain is for credentials that browsers send by themselves. */
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
        assertThat(application.get("/spring/me", limited).statusCode()).isEqualTo(403);
        assertThat(application.get("/spring/staff", limited).statusCode()).isEqualTo(403);
        assertThat(application.get("/spring/scoped", limited).body()).isEqualTo("scoped");
        assertThat(application
                        .get("/spring/scoped", "Token " + dan.apiToken("other"))
                        .statusCode())
                .isEqualTo(403);
    }

    /** Whatever the chain permits. */
    @Test
    void report_isForStaff() {
        Member kay = application.staff("kay");
        for (String other : new String[] {"", application.member("kit").bearer(), "Token " + kay.apiToken("notes")}) {
            HttpResponse<String> refused = application.get("/actuator/keycard", other);
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).doesNotContain("worst");
        }
        assertThat(application.get("/actuator/keycard", kay.bearer()).body()).contains("\"worst\":");
    }

    @Test
    void permit_isEnforcedToo() {
        assertThat(application
                        .get("/report", application.member("eve").bearer())
                        .statusCode())
                .isEqualTo(403);
        assertThat(application.get("/api/me/", "").statusCode()).isEqualTo(401);
        // No rule of its own, and the chain permits it.
        assertThat(application.get("/unruled", "").statusCode()).isEqualTo(200);
    }
}
