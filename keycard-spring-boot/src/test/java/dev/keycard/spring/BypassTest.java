package dev.keycard.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.spring.Running.Member;
import dev.keycard.spring.app.GuideApplication;
import dev.keycard.spring.app.OwnsNote;
import dev.keycard.user.User;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Ways around a rule that were tried: each request is decided by the rule of what answers it. */
class BypassTest {

    @TempDir
    private static Path data;

    private static Running application;
    private static Member ada;

    abstract static class Base {
        @GetMapping
        String list() {
            return getClass().getSimpleName();
        }
    }

    @RestController
    @RequestMapping("/base/staff")
    @Permit(IsAdminUser.class)
    static class StaffList extends Base {}

    @RestController
    @RequestMapping("/base/all")
    @Permit(AllowAny.class)
    static class OpenList extends Base {}

    @RestController
    static class Everything {

        /** Matches paths that other handlers and other servlets answer. */
        @GetMapping({"/", "/{a}/{b}"})
        @Permit(AllowAny.class)
        String any() {
            return "any";
        }

        @GetMapping("/sse/careless")
        @Permit({IsAuthenticated.class, OwnsNote.class})
        SseEmitter events() throws IOException {
            SseEmitter emitter = new SseEmitter();
            emitter.send("hello");
            emitter.complete();
            return emitter;
        }

        @GetMapping("/stream/careless")
        @Permit({IsAuthenticated.class, OwnsNote.class})
        ResponseEntity<StreamingResponseBody> stream() {
            return ResponseEntity.ok(out -> out.write("hello".getBytes(StandardCharsets.UTF_8)));
        }

        @GetMapping("/object/missing")
        @Permit({IsAuthenticated.class, OwnsNote.class})
        ResponseEntity<String> missing() {
            return ResponseEntity.notFound().build();
        }

        @GetMapping("/object/thrown")
        @Permit({IsAuthenticated.class, OwnsNote.class})
        String thrown() {
            throw new NoSuchElementException("note");
        }

        @GetMapping("/object/unasked")
        @Permit({IsAuthenticated.class, OwnsNote.class})
        ResponseEntity<String> unasked() {
            return ResponseEntity.ok("secret");
        }

        @ExceptionHandler(NoSuchElementException.class)
        ResponseEntity<String> notFound(NoSuchElementException missing) {
            return ResponseEntity.status(404).body("there is no " + missing.getMessage());
        }

        @RequestMapping("/changed/method")
        @Permit(IsAuthenticatedOrReadOnly.class)
        String changed(HttpServletRequest request) {
            return request.getMethod();
        }

        @GetMapping("/maybe/user")
        @Permit(AllowAny.class)
        String maybe(@CurrentUser @Nullable User user) {
            return user == null ? "anonymous" : "signed in";
        }
    }

    static final class OtherServlet extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print("other");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Parts {

        @Bean
        StaffList staffList() {
            return new StaffList();
        }

        @Bean
        OpenList openList() {
            return new OpenList();
        }

        @Bean
        Everything everything() {
            return new Everything();
        }

        @Bean
        RouterFunction<ServerResponse> functions() {
            return RouterFunctions.route()
                    .GET("/fn/secret", request -> ServerResponse.ok().body("function"))
                    .DELETE("/fn/secret", request -> ServerResponse.ok().body("deleted"))
                    .build();
        }

        /** Another application in the same container; its function answers where the first one has an open controller. */
        @Bean
        ServletRegistrationBean<DispatcherServlet> dispatcher() {
            AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
            context.register(OtherFunctions.class);
            ServletRegistrationBean<DispatcherServlet> registration =
                    new ServletRegistrationBean<>(new DispatcherServlet(context), "/second/*");
            registration.setName("second");
            return registration;
        }

        @Bean
        ServletRegistrationBean<OtherServlet> other() {
            return new ServletRegistrationBean<>(new OtherServlet(), "/other/*");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableWebMvc
    static class OtherFunctions {

        @Bean
        RouterFunction<ServerResponse> second() {
            return RouterFunctions.route()
                    .GET("/x/y", request -> ServerResponse.ok().body("second"))
                    .build();
        }
    }

    /** A filter behind the security chain, so that the chain sees the method that was sent. */
    @Configuration(proxyBeanMethods = false)
    static class MethodOverride {

        /** Before the security chain: what it puts into the request is what the chain reads. */
        @Bean
        FilterRegistrationBean<Filter> credential() {
            Filter filter = (request, response, chain) -> {
                String token = ((HttpServletRequest) request).getHeader("X-Moved-Token");
                chain.doFilter(token == null ? request : new Moved((HttpServletRequest) request, token), response);
            };
            FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(filter);
            registration.setOrder(-200);
            return registration;
        }

        @Bean
        FilterRegistrationBean<Filter> method() {
            Filter filter = (request, response, chain) -> {
                String method = ((HttpServletRequest) request).getHeader("X-HTTP-Method-Override");
                chain.doFilter(method == null ? request : new Changed((HttpServletRequest) request, method), response);
            };
            FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(filter);
            registration.setOrder(Ordered.LOWEST_PRECEDENCE);
            return registration;
        }
    }

    static final class Changed extends HttpServletRequestWrapper {
        private final String method;

        Changed(HttpServletRequest request, String method) {
            super(request);
            this.method = method;
        }

        @Override
        public String getMethod() {
            return method;
        }
    }

    static final class Moved extends HttpServletRequestWrapper {
        private final String token;

        Moved(HttpServletRequest request, String token) {
            super(request);
            this.token = token;
        }

        @Override
        public @Nullable String getHeader(String name) {
            return name.equalsIgnoreCase("Authorization") ? token : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return name.equalsIgnoreCase("Authorization")
                    ? Collections.enumeration(List.of(token))
                    : super.getHeaders(name);
        }
    }

    @BeforeAll
    static void start() {
        application = Running.startAlone(
                new Class<?>[] {GuideApplication.class, Parts.class, MethodOverride.class},
                "--keycard.data=" + data,
                "--management.endpoints.web.exposure.include=*");
        ada = application.member("ada");
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    private static int status(String path, String authorization) {
        return application.get(path, authorization).statusCode();
    }

    @Test
    void controllersOfOneBaseClass_haveTheirOwnRules() {
        for (int round = 0; round < 2; round++) {
            assertThat(status("/base/all", "")).isEqualTo(200);
            assertThat(status("/base/staff", "")).isEqualTo(401);
            assertThat(status("/base/staff", ada.bearer())).isEqualTo(403);
        }
    }

    @Test
    void ruleOfAWidePattern_opensNoOtherHandler() {
        String limited = "Token " + ada.apiToken("changes");
        for (String path :
                new String[] {"/actuator/beans", "/actuator/env", "/fn/secret", "/other/", "/other/a/b", "/second/x/y"
                }) {
            assertThat(status(path, "")).as(path).isEqualTo(401);
            assertThat(status(path, limited)).as(path).isEqualTo(403);
        }
        assertThat(status("/some/path", "")).isEqualTo(200);
        assertThat(status("/fn/secret", ada.bearer())).isEqualTo(200);
        assertThat(status("/other/", ada.bearer())).isEqualTo(200);
    }

    @Test
    void actuator_isForStaff_butItsHealth() {
        assertThat(status("/actuator/health", "")).isEqualTo(200);
        assertThat(status("/actuator/env", ada.bearer())).isEqualTo(403);
        assertThat(status("/actuator/env", application.staff("boss").bearer())).isEqualTo(200);
    }

    @Test
    void streamsBeginNotBeforeTheirObjectIsChecked() {
        for (String path : new String[] {"/sse/careless", "/stream/careless"}) {
            var answer = application.get(path, ada.bearer());
            assertThat(answer.statusCode()).as(path).isEqualTo(500);
            assertThat(answer.body()).as(path).doesNotContain("hello");
        }
    }

    /** That there is no object, and that it is another's, look the same. */
    @Test
    void objectThatIsMissing_isNotFound_withTheAnswerOfTheApplication() {
        assertThat(status("/object/missing", ada.bearer())).isEqualTo(404);
        var thrown = application.get("/object/thrown", ada.bearer());
        assertThat(thrown.statusCode()).isEqualTo(404);
        assertThat(thrown.body()).isEqualTo("there is no note");
        var unasked = application.get("/object/unasked", ada.bearer());
        assertThat(unasked.statusCode()).isEqualTo(500);
        assertThat(unasked.body()).doesNotContain("secret");
    }

    @Test
    void contextThatIsStartedAgain_goesOn() {
        application.context().stop();
        application.context().start();
        assertThat(status("/actuator/health", "")).isEqualTo(200);
    }

    @Test
    void credentialThatAFilterSets_isTheOneThatIsVerified() {
        Map<String, String> moved = Map.of("X-Moved-Token", ada.bearer());
        assertThat(application.send("GET", "/maybe/user", moved, "").body()).isEqualTo("signed in");
        assertThat(application
                        .send("GET", "/maybe/user", Map.of("X-Moved-Token", "Bearer x.y.z"), "")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void methodThatAFilterSetsLater_isTheOneThatRulesSee() {
        Map<String, String> session = application.session("ada");
        String cookie = session.getOrDefault("Cookie", "");
        Map<String, String> delete = Map.of("X-HTTP-Method-Override", "DELETE");
        assertThat(application.send("GET", "/changed/method", Map.of(), "").body())
                .isEqualTo("GET");
        assertThat(application.send("GET", "/changed/method", delete, "").statusCode())
                .isEqualTo(401);
        HttpResponse<String> forged = application.send("GET", "/changed/method", with(delete, "Cookie", cookie), "");
        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(forged.body()).contains("csrf_failed");
        Map<String, String> proven =
                with(delete, "Cookie", cookie, "X-CSRFToken", session.getOrDefault("X-CSRFToken", ""));
        assertThat(application.send("GET", "/changed/method", proven, "").body())
                .isEqualTo("DELETE");
        assertThat(application
                        .send("GET", "/changed/method", with(delete, "Authorization", ada.bearer()), "")
                        .body())
                .isEqualTo("DELETE");
        assertThat(application.send("GET", "/fn/secret", proven, "").statusCode())
                .as("no rule has decided about the method")
                .isEqualTo(403);
    }

    private static Map<String, String> with(Map<String, String> headers, String... further) {
        Map<String, String> all = new HashMap<>(headers);
        for (int i = 0; i < further.length; i += 2) {
            all.put(further[i], further[i + 1]);
        }
        return all;
    }

    @Test
    void userThatMayBeMissing_isNull() {
        assertThat(application.get("/maybe/user", "").body()).isEqualTo("anonymous");
    }
}
