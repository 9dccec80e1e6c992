package dev.keycard.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.Environment;
import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuthEvent;
import dev.keycard.audit.AuthEvent.SignInFailed;
import dev.keycard.audit.AuthEventListener;
import dev.keycard.id.UserId;
import dev.keycard.spring.Running.Member;
import dev.keycard.spring.app.GuideApplication;
import dev.keycard.spring.resource.OrdersApplication;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.InMemoryAuditEventRepository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health, metrics, the report and audit events, of the engine and of a service that only verifies. */
class ActuatorTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    private static Path data;

    private static Running issuer;
    private static Running service;
    private static Member staff;

    @Configuration(proxyBeanMethods = false)
    static class Audited {

        @Bean
        AuditEventRepository auditEvents() {
            return new InMemoryAuditEventRepository();
        }
    }

    @BeforeAll
    static void start() {
        String[] exposed = {
            "--management.endpoints.web.exposure.include=*", "--management.endpoint.health.show-details=always"
        };
        issuer = Running.startAlone(
                new Class<?>[] {GuideApplication.class, Audited.class},
                exposed[0],
                exposed[1],
                "--keycard.data=" + data);
        staff = issuer.staff("operator");
        service = Running.startAlone(
                OrdersApplication.class,
                exposed[0],
                exposed[1],
                "--keycard.issuer=" + issuer.origin(),
                "--keycard.permission.tiers=free,premium",
                "--keycard.changes.token=" + staff.apiToken("changes"));
    }

    @AfterAll
    static void stop() {
        service.close();
        issuer.close();
    }

    @Test
    void health_isThatOfTheStoreAndTheFeed() throws InterruptedException {
        assertThat(until(issuer, "\"keycard\":{\"details\":{\"feedAge\":\"PT"))
                .contains("\"keycard\":{\"details\":{\"feedAge\":\"PT", "\"status\":\"UP\"");
        assertThat(until(service, "\"status\":\"UP\"")).contains("\"feedAge\":\"PT");
    }

    @Test
    void health_isDown_whileNothingCanBeVerified() {
        try (Running alone = Running.startAlone(
                OrdersApplication.class,
                "--management.endpoint.health.show-details=always",
                "--keycard.issuer=http://127.0.0.1:1",
                "--keycard.permission.tiers=free,premium",
                "--keycard.changes.token=none")) {
            assertThat(alone.get("/actuator/health", "").statusCode()).isEqualTo(503);
            assertThat(alone.get("/actuator/health/liveness", "").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void metrics_areThoseOfTheServer() {
        assertThat(issuer.get("/api/token/verify/", "Bearer nonsense").statusCode())
                .isBetween(400, 405);
        for (String name : new String[] {
            "keycard.requests", "keycard.feed.fresh", "keycard.hash.active", "keycard.gate", "keycard.store.bytes"
        }) {
            assertThat(issuer.get("/actuator/metrics/" + name, staff.bearer()).statusCode())
                    .as(name)
                    .isEqualTo(200);
        }
        assertThat(service.get("/orders", "Bearer nonsense").statusCode()).isEqualTo(401);
        assertThat(service.get("/actuator/metrics/keycard.authentication.refusals", staff.bearer())
                        .body())
                .contains("malformed");
        assertThat(service.get("/actuator/metrics/keycard.feed.age.seconds", staff.bearer())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void report_isForStaff_andNamesWhatIsRisky() {
        assertThat(issuer.get("/actuator/keycard", "").statusCode()).isEqualTo(401);
        assertThat(issuer.get("/actuator/keycard", issuer.member("anyone").bearer())
                        .statusCode())
                .isEqualTo(403);
        assertThat(issuer.get("/actuator/keycard", staff.bearer()).body())
                .contains("\"worst\":\"", "\"check\":\"sign-in.throttle\",\"level\":\"ok\"")
                .contains("\"check\":\"database.integrity\",\"level\":\"ok\"");
        assertThat(service.get("/actuator/keycard", staff.bearer()).body())
                .contains("\"issuer\":[\"" + issuer.origin() + "\"]", "\"ready\":true", "\"revocations\":\"followed\"");
    }

    @Test
    void events_areAuditEvents() {
        AuditEventRepository events = issuer.context().getBean(AuditEventRepository.class);
        Member ada = issuer.member("ada-audited");
        ada.bearer();
        assertThat(events.find(ada.id(), Instant.EPOCH, null))
                .extracting(AuditEvent::getType)
                .contains("signed_in");
    }

    @Test
    void eventsThatRepeat_areOneAuditEventAndTheirNumber() {
        AuditEventRepository events = issuer.context().getBean(AuditEventRepository.class);
        UserId bob = issuer.member("bob-audited").user().id();
        SignInFailed failed = new SignInFailed(AuditContext.at(Instant.now()), bob);
        AuthEventListener listener = issuer.context().getBean(Environment.class).events();
        listener.on(failed);
        for (int i = 0; i < 9; i++) {
            listener.onRepeated(failed);
        }
        listener.onSum(new AuthEvent.Repeated(failed, 9, false));
        assertThat(events.find(bob.toString(), Instant.EPOCH, "sign_in_failed"))
                .extracting(event -> event.getData().get("count"))
                .containsExactly(null, "9");
    }

    private static String until(Running application, String expected) throws InterruptedException {
        long end = System.nanoTime() + SOON.toNanos();
        String body = application.get("/actuator/health", "").body();
        while (!body.contains(expected) && System.nanoTime() < end) {
            Thread.sleep(20);
            body = application.get("/actuator/health", "").body();
        }
        return body;
    }
}
