package dev.keycard.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.servlet.RefusalWriter;
import dev.keycard.spring.app.GuideApplication;
import dev.keycard.spring.security.SecurityRefusalWriter;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Refusals in the form of the application, with the status and the headers of Keycard. */
class OwnRefusalsTest {

    @TempDir
    private Path data;

    /** One form for all errors of the application. */
    @RestControllerAdvice
    static class ProblemAdvice extends ResponseEntityExceptionHandler {

        @Override
        protected ResponseEntity<Object> handleErrorResponseException(
                ErrorResponseException refused, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
            String code = refused instanceof RequestRefused ours ? ours.code() : "other";
            return ResponseEntity.status(HttpStatus.OK)
                    .header("WWW-Authenticate", "Own")
                    .header("X-Own", "yes")
                    .body(Map.of("error", code));
        }
    }

    /** Answers refusals, and no other errors. */
    @RestControllerAdvice
    static class PlainAdvice {

        @ExceptionHandler
        @SuppressWarnings("unused")
        ResponseEntity<Object> refused(RequestRefused refused) {
            return ResponseEntity.status(200).body(Map.of("error", refused.code()));
        }
    }

    /** Would turn every refusal into 500. */
    @RestControllerAdvice
    static class CatchAll {

        @ExceptionHandler
        @SuppressWarnings("unused")
        ResponseEntity<Object> all(Exception any) {
            return ResponseEntity.status(500).body(Map.of("error", "caught"));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Handlers {

        @Bean
        RefusalWriter refusals() {
            return new SecurityRefusalWriter(
                    (request, response, refused) -> {
                        if (request.getHeader("X-Forwarded-To") != null) {
                            request.getRequestDispatcher(request.getHeader("X-Forwarded-To"))
                                    .forward(request, response);
                            return;
                        }
                        if (request.getHeader("X-Redirected") != null) {
                            response.sendRedirect("/elsewhere", HttpServletResponse.SC_SEE_OTHER, true);
                            return;
                        }
                        response.setStatus(HttpServletResponse.SC_OK);
                        response.setContentType("text/plain");
                        response.getWriter().write("who are you?");
                    },
                    (request, response, denied) -> response.sendRedirect("/elsewhere"));
        }
    }

    /** What it produces is no form that a refusal could have. */
    @RestController
    static class Pictures {

        @GetMapping(path = "/picture", produces = "image/png")
        @Permit(IsAdminUser.class)
        byte[] picture() {
            return new byte[1];
        }

        @GetMapping(path = "/own-picture", produces = "image/png")
        @Permit(AllowAny.class)
        byte[] ownPicture() {
            throw new ApiError(ErrorCode.NOT_FOUND);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import({ProblemAdvice.class, Pictures.class})
    static class AdviceAndPictures {}

    private Running running(Class<?> further, String... properties) {
        String[] all = Stream.concat(Stream.of("--keycard.data=" + data), Stream.of(properties))
                .toArray(String[]::new);
        return Running.startAlone(new Class<?>[] {GuideApplication.class, further}, all);
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String body) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(body);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().allValues("X-Request-Id")).hasSize(1);
        if (status == 401) {
            assertThat(answer.headers().allValues("WWW-Authenticate"))
                    .anySatisfy(challenge -> assertThat(challenge).startsWith("Bearer realm=\"api\""));
        }
    }

    @Test
    void problemDetails_areTheFormOfRefusals_whereTheyAreThatOfErrors() {
        try (Running application =
                running(Object.class, "--spring.mvc.problemdetails.enabled=true", "--keycard.throttle.anon=1000/min")) {
            String ada = application.member("ada").bearer();
            assertRefused(application.get("/api/me/", ""), 401, "\"code\":\"not_authenticated\"");
            assertRefused(application.get("/api/me/", "Bearer x.y.z"), 401, "\"code\":\"token_not_valid\"");
            assertRefused(application.get("/nowhere", ""), 401, "\"status\":401");
            assertRefused(application.get("/report", ada), 403, "\"code\":\"permission_denied\"");
            assertRefused(application.get("/notes/bob", ada), 404, "\"status\":404");
            for (String path : new String[] {"/api/me/", "/nowhere"}) {
                assertThat(application.get(path, "").headers().firstValue("Content-Type"))
                        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
            }
            assertThat(application.get("/api/me/", ada).statusCode()).isEqualTo(200);
            assertThat(application.get("/api/profile/", "").body())
                    .as("Keycard's own endpoints keep their form")
                    .startsWith("{\"detail\":");
        }
    }

    @Test
    void adviceOfTheApplication_writesTheBody_andNothingElse() {
        try (Running application = running(ProblemAdvice.class)) {
            HttpResponse<String> refused = application.get("/api/me/", "");
            assertRefused(refused, 401, "{\"error\":\"not_authenticated\"}");
            assertThat(refused.headers().allValues("WWW-Authenticate")).doesNotContain("Own");
            assertThat(refused.headers().firstValue("X-Own")).contains("yes");
            String ada = application.member("ada").bearer();
            assertRefused(application.get("/notes/bob", ada), 404, "{\"error\":\"not_found\"}");
        }
    }

    @Test
    void adviceOfTheApplication_writesTheBody_whateverTheMethodProduces() {
        try (Running application = running(AdviceAndPictures.class)) {
            String ada = application.member("ada").bearer();
            assertRefused(application.get("/picture", ""), 401, "{\"error\":\"not_authenticated\"}");
            assertRefused(application.get("/picture", ada), 403, "{\"error\":\"permission_denied\"}");
            assertRefused(application.get("/own-picture", ada), 404, "{\"error\":\"not_found\"}");
        }
    }

    @Test
    void handlerOfRefusals_writesTheBody_andNothingElse() {
        try (Running application = running(PlainAdvice.class)) {
            assertRefused(application.get("/api/me/", ""), 401, "{\"error\":\"not_authenticated\"}");
            assertRefused(application.get("/api/me/", "Bearer x.y.z"), 401, "{\"error\":\"token_not_valid\"}");
            String ada = application.member("ada").bearer();
            assertRefused(application.get("/notes/bob", ada), 404, "{\"error\":\"not_found\"}");
        }
    }

    @Test
    void entryPointAndDeniedHandler_writeTheBody_andNothingElse() {
        try (Running application = running(Handlers.class)) {
            assertRefused(application.get("/api/me/", ""), 401, "who are you?");
            assertRefused(application.get("/api/me/", "Bearer x.y.z"), 401, "who are you?");
            String ada = application.member("ada").bearer();
            HttpResponse<String> denied = application.get("/report", ada);
            assertThat(denied.statusCode()).isEqualTo(403);
            assertThat(denied.headers().firstValue("Location")).isEmpty();
            assertRefused(application.get("/notes/bob", ada), 404, "\"code\":\"not_found\"");
        }
    }

    /** It would forward to itself without end. */
    @Test
    void pageOfARefusal_thatIsRefusedToo_isWrittenByKeycard() {
        try (Running application = running(Handlers.class)) {
            for (String authorization : new String[] {"", "Bearer x.y.z"}) {
                HttpResponse<String> refused = application.send(
                        "GET",
                        "/api/me/",
                        authorization.isEmpty()
                                ? Map.of("X-Forwarded-To", "/report")
                                : Map.of("X-Forwarded-To", "/report", "Authorization", authorization),
                        "");
                assertRefused(refused, 401, "{\"detail\":");
                assertThat(refused.headers().allValues("WWW-Authenticate")).doesNotHaveDuplicates();
                assertThat(refused.headers().allValues("Cache-Control")).hasSize(1);
            }
            HttpResponse<String> redirected = application.send("GET", "/api/me/", Map.of("X-Redirected", "yes"), "");
            assertThat(redirected.statusCode()).isEqualTo(401);
            assertThat(redirected.headers().firstValue("Location")).isEmpty();
        }
    }

    @Test
    void adviceForEverything_changesNoRefusal() {
        try (Running application = running(CatchAll.class)) {
            assertRefused(application.get("/api/me/", ""), 401, "\"code\":\"not_authenticated\"");
            String ada = application.member("ada").bearer();
            assertRefused(application.get("/notes/bob", ada), 404, "\"code\":\"not_found\"");
        }
    }
}
