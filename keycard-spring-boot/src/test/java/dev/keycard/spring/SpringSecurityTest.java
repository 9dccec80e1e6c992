package dev.keycard.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.spring.Running.Member;
import dev.keycard.spring.app.GuideApplication;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.Principal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/** Preflights, sessions of the container, and chains that leave something out. */
@ExtendWith(OutputCaptureExtension.class)
class SpringSecurityTest {

    @TempDir
    private Path data;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Pages.class)
    static class Application {}

    @RestController
    @CrossOrigin(origins = "https://page.example")
    static class Pages {

        @GetMapping("/me")
        Map<String, String> me(Principal user) {
            return Map.of("user", user.getName());
        }

        @GetMapping("/later")
        Callable<Map<String, String>> later(Principal user) {
            return () -> Map.of(
                    "user",
                    user.getName(),
                    "context",
                    Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication())
                            .getName());
        }

        /** Keeps a user of Keycard in the session, and says what a copy on another node would be. */
        @GetMapping("/open/kept")
        String keep(HttpServletRequest request) throws IOException, ClassNotFoundException {
            Authentication user =
                    Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication());
            request.getSession()
                    .setAttribute(
                            HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY,
                            new SecurityContextImpl(user));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            new ObjectOutputStream(bytes).writeObject(user);
            Authentication copy =
                    (Authentication) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
            return copy.isAuthenticated() + " " + copy.getAuthorities() + " " + copy;
        }

        /** Its answer is written in the dispatch of the result. */
        @GetMapping("/open/later")
        Callable<Seen> openLater() {
            return Seen::new;
        }

        @GetMapping("/open/remembered")
        String remember(HttpServletRequest request) {
            request.getSession()
                    .setAttribute(
                            HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY,
                            new SecurityContextImpl(UsernamePasswordAuthenticationToken.authenticated(
                                    "mallory", "", AuthorityUtils.createAuthorityList("ROLE_ADMIN"))));
            return request.getSession().getId();
        }
    }

    static final class Seen {
        public String getContext() {
            return String.valueOf(SecurityContextHolder.getContext().getAuthentication());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnChain {

        @Bean
        SecurityFilterChain all(HttpSecurity http) {
            return http.authorizeHttpRequests(requests -> requests.requestMatchers("/open/**")
                            .permitAll()
                            .anyRequest()
                            .authenticated())
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class NarrowChain {

        @Bean
        SecurityFilterChain narrow(HttpSecurity http) {
            return http.securityMatcher("/api/**")
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .build();
        }
    }

    @Test
    void preflight_needsNoCredential_andIsAnsweredByMvc() {
        try (Running application = Running.start(data, Application.class)) {
            HttpResponse<String> preflight = application.send(
                    "OPTIONS",
                    "/me",
                    Map.of("Origin", "https://page.example", "Access-Control-Request-Method", "GET"),
                    "");
            assertThat(preflight.statusCode()).isEqualTo(200);
            assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("https://page.example");
            assertThat(application
                            .send(
                                    "OPTIONS",
                                    "/me",
                                    Map.of("Origin", "https://other.example", "Access-Control-Request-Method", "GET"),
                                    "")
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void pageOfAPermittedOrigin_mayReadRefusalsAndAnswers() {
        try (Running application = Running.start(data, Application.class)) {
            Map<String, String> anonymous = Map.of("Origin", "https://page.example");
            HttpResponse<String> refused = application.send("GET", "/me", anonymous, "");
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("https://page.example");
            Member ada = application.member("ada");
            HttpResponse<String> answer = application.send("GET", "/me", with(anonymous, ada), "");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("https://page.example");
            HttpResponse<String> other =
                    application.send("GET", "/me", with(Map.of("Origin", "https://other.example"), ada), "");
            assertThat(other.statusCode()).isEqualTo(403);
            HttpResponse<String> same = application.get("/me", ada.bearer());
            assertThat(same.statusCode()).isEqualTo(200);
            assertThat(same.headers().allValues("Vary")).contains("Origin");
        }
    }

    private static Map<String, String> with(Map<String, String> headers, Member member) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Authorization", member.bearer());
        return all;
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnOrigins {

        @Bean
        UrlBasedCorsConfigurationSource corsConfigurationSource() {
            CorsConfiguration permitted = new CorsConfiguration();
            permitted.addAllowedOrigin("https://partner.example");
            permitted.addAllowedMethod("GET");
            UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
            source.registerCorsConfiguration("/**", permitted);
            return source;
        }
    }

    @Test
    void originsOfTheApplication_arePermittedByTheDefaultChain() {
        try (Running application = Running.start(data, Application.class, OwnOrigins.class)) {
            HttpResponse<String> preflight = application.send(
                    "OPTIONS",
                    "/me",
                    Map.of("Origin", "https://partner.example", "Access-Control-Request-Method", "GET"),
                    "");
            assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("https://partner.example");
        }
    }

    @Test
    void refusedRequest_makesNoSession() {
        try (Running application = Running.start(data, Application.class, OwnChain.class)) {
            HttpResponse<String> refused = application.get("/me", "");
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().allValues("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void credentialOfARequest_countsInItsLaterDispatches_notTheSessionOfTheContainer() {
        try (Running application = Running.start(data, Application.class, OwnChain.class)) {
            Member ada = application.member("ada");
            List<String> cookies =
                    application.get("/open/remembered", "").headers().allValues("Set-Cookie");
            String session = cookies.get(0).substring(0, cookies.get(0).indexOf(';'));
            assertThat(application
                            .send("GET", "/me", Map.of("Cookie", session), "")
                            .body())
                    .contains("mallory");
            assertThat(application
                            .send("GET", "/later", Map.of("Cookie", session, "Authorization", ada.bearer()), "")
                            .body())
                    .doesNotContain("mallory")
                    .contains("\"context\":\"" + ada.id() + "\"");

            HttpResponse<String> kept = application.get("/open/kept", ada.bearer());
            assertThat(kept.body()).isEqualTo("false [] KeycardAuthentication[]");
            String cookie = kept.headers().allValues("Set-Cookie").get(0);
            assertThat(application
                            .send("GET", "/open/later", Map.of("Cookie", cookie.substring(0, cookie.indexOf(';'))), "")
                            .body())
                    .startsWith("{\"context\":")
                    .doesNotContain("KeycardAuthentication");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class WithLoginPage {

        @Bean
        SecurityFilterChain pages(HttpSecurity http) {
            return http.formLogin(Customizer.withDefaults())
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .build();
        }
    }

    /** Only a browser that opens a page can do something with a page for signing in. */
    @Test
    void browserThatOpensAPage_isLedToTheLoginPageOfTheChain() {
        try (Running application = Running.start(data, GuideApplication.class, WithLoginPage.class)) {
            HttpResponse<String> page = application.send(
                    "GET", "/page", Map.of("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"), "");
            assertThat(page.statusCode()).isEqualTo(302);
            assertThat(page.headers().firstValue("Location"))
                    .hasValueSatisfying(to -> assertThat(to).endsWith("/login"));
            for (Map<String, String> client : List.of(
                    Map.of("Accept", "application/json"),
                    Map.of("Accept", "*/*"),
                    Map.of("Accept", "text/html", "X-Requested-With", "XMLHttpRequest"))) {
                HttpResponse<String> refused = application.send("GET", "/page", client, "");
                assertThat(refused.statusCode()).as("%s", client).isEqualTo(401);
                assertThat(refused.body()).contains("\"code\":\"not_authenticated\"");
            }
            assertThat(application.get("/page", "Bearer x.y.z").body()).contains("token_not_valid");
        }
    }

    @Test
    void chainsThatLeaveSomethingOut_areNamedAtTheStart(CapturedOutput output) {
        try (Running application = Running.start(data, Application.class, NarrowChain.class)) {
            assertThat(output).contains("No SecurityFilterChain matches every request");
            assertThat(application.get("/me", "").statusCode()).isEqualTo(401);
        }
    }
}
