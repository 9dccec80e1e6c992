package dev.keycard.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuditContext;
import dev.keycard.id.UserId;
import dev.keycard.spring.Running.Member;
import dev.keycard.spring.app.GuideApplication;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application of the guide on a real Tomcat, with nothing but the starter. */
class ApplicationTest {

    @TempDir
    private static Path data;

    private static Running application;
    private static Member ada;
    private static Member boss;
    private static Member ed;

    @BeforeAll
    static void start() {
        application = Running.start(data, GuideApplication.class);
        ada = application.member("ada");
        boss = application.staff("boss");
        ed = application.member("ed", "editor");
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @Test
    void endpointsAreThere() {
        HttpResponse<String> pair = application.send(
                "POST",
                "/api/token/",
                Map.of("Content-Type", "application/json"),
                "{\"username\":\"ada\",\"password\":\"" + Running.PASSWORD + "\"}");
        assertThat(pair.statusCode()).as(pair.body()).isEqualTo(200);
        assertThat(pair.body()).contains("\"access\"", "\"refresh\"");
        assertThat(application.get("/.well-known/jwks.json", "").statusCode()).isEqualTo(200);
        assertThat(application.get("/healthz", "").statusCode()).isEqualTo(401);
        assertThat(application.get("/actuator/health", "").statusCode()).isEqualTo(200);
        assertThat(application.get("/actuator", "").statusCode()).isEqualTo(401);
        assertThat(application.get("/api/profile/", ada.bearer()).body()).contains("\"username\":\"ada\"");
    }

    @Test
    void guardedMethod_getsItsUser() {
        HttpResponse<String> anonymous = application.get("/api/me/", "");
        assertThat(anonymous.statusCode()).isEqualTo(401);
        assertThat(anonymous.body()).contains("\"code\":\"not_authenticated\"");
        assertThat(anonymous.headers().allValues("WWW-Authenticate")).contains("Bearer realm=\"api\"");
        assertThat(application.get("/api/me/", ada.bearer()).body()).isEqualTo("{\"username\":\"ada\",\"email\":\"\"}");
        assertThat(application.get("/api/me/", "Bearer x.y.z").body()).contains("token_not_valid");
    }

    @Test
    void methodForEverybody_seesWhoIsThere() {
        assertThat(application.get("/public", "").body()).contains("anonymous");
        assertThat(application.get("/public", ada.bearer()).body()).contains("ada");
        assertThat(application
                        .get("/public", "Token " + ada.apiToken("changes"))
                        .body())
                .contains("anonymous");
    }

    @Test
    void rules_ofStaff_andOfRoles() {
        assertThat(application.get("/report", ada.bearer()).statusCode()).isEqualTo(403);
        assertThat(application.get("/report", boss.bearer()).statusCode()).isEqualTo(200);
        assertThat(application.get("/editors", ada.bearer()).body()).contains("\"code\":\"permission_denied\"");
        assertThat(application.get("/editors", ed.bearer()).statusCode()).isEqualTo(200);
    }

    @Test
    void scopeThatARuleRequiresByName_isGivenByTheProgramOnly() {
        HttpResponse<String> own = application.send(
                "POST",
                "/api/tokens/",
                Map.of("Authorization", ada.bearer(), "Content-Type", "application/json"),
                "{\"name\":\"mine\",\"scopes\":[\"job\"],\"password\":\"" + Running.PASSWORD + "\"}");
        assertThat(own.statusCode()).as(own.body()).isEqualTo(400);
        assertThat(own.body()).contains("scopes");
        assertThat(application.get("/job", ada.bearer()).statusCode()).isEqualTo(403);
        assertThat(application.get("/job", "Token " + ada.apiToken("job")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void whateverHasNoRule_hasTheDefault() {
        assertThat(application.get("/unruled", "").statusCode()).isEqualTo(401);
        assertThat(application.get("/unruled", ada.bearer()).statusCode()).isEqualTo(200);
        assertThat(application
                        .get("/unruled", "Token " + ada.apiToken("changes"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(application.get("/nowhere", "").statusCode()).isEqualTo(401);
        assertThat(application.get("/nowhere", ada.bearer()).statusCode()).isEqualTo(404);
    }

    @Test
    void bodyReachesTheController() {
        HttpResponse<String> echo = application.send(
                "POST",
                "/echo",
                Map.of("Authorization", ada.bearer(), "Content-Type", "text/plain"),
                "x".repeat(200_000));
        assertThat(echo.body()).isEqualTo("{\"length\":200000}");
    }

    @Test
    void objectOfAnother_isNotFound_andAForgottenCheckIsAFault() {
        assertThat(application.get("/notes/ada", ada.bearer()).body()).contains("hello");
        assertThat(application.get("/notes/bob", ada.bearer()).statusCode()).isEqualTo(404);
        assertThat(application.get("/notes/ada", "").statusCode()).isEqualTo(401);
        HttpResponse<String> careless = application.get("/careless/bob", ada.bearer());
        assertThat(careless.statusCode()).isEqualTo(500);
        assertThat(careless.body()).doesNotContain("hello");
    }

    @Test
    void asynchronousAnswers_andErrors_keepTheUser() {
        assertThat(application.get("/later", ada.bearer()).body()).isEqualTo("{\"user\":\"ada\"}");
        assertThat(application.get("/stream", ada.bearer()).body()).hasSize(100_000);
        assertThat(application.get("/fails", ada.bearer()).statusCode()).isEqualTo(500);
    }

    @Test
    void revocationCountsAtOnce() {
        String bearer = ada.bearer();
        assertThat(application.get("/api/me/", bearer).statusCode()).isEqualTo(200);
        application.keycard().logins().endAll(UserId.parse(ada.id()).orElseThrow(), AuditContext.at(Instant.now()));
        assertThat(application.get("/api/me/", bearer).statusCode()).isEqualTo(401);
    }
}
