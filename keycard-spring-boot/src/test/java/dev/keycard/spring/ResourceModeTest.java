package dev.keycard.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.Keycard;
import dev.keycard.audit.AuditContext;
import dev.keycard.id.UserId;
import dev.keycard.spring.Running.Member;
import dev.keycard.spring.app.GuideApplication;
import dev.keycard.spring.resource.OrdersApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service without a database that trusts another application, each on a Tomcat of its own. */
class ResourceModeTest {

    /** The promise is a second; the rest is for a busy machine. */
    private static final long SOON_NANOS = 5_000_000_000L;

    @TempDir
    private static Path data;

    private static Running issuer;
    private static Running service;

    @BeforeAll
    static void start() {
        issuer = Running.start(data, GuideApplication.class);
        Member follower = issuer.staff("orders-service");
        service = service("--keycard.changes.token=" + follower.apiToken("changes"));
    }

    private static Running service(String... properties) {
        String[] all = new String[properties.length + 2];
        System.arraycopy(properties, 0, all, 2, properties.length);
        all[0] = "--keycard.issuer=" + issuer.origin();
        all[1] = "--keycard.permission.tiers=free,premium";
        return Running.startAlone(OrdersApplication.class, all);
    }

    @AfterAll
    static void stop() {
        service.close();
        issuer.close();
    }

    private static void untilReady() throws InterruptedException {
        String bearer = issuer.member("probe" + System.nanoTime()).bearer();
        long end = System.nanoTime() + SOON_NANOS;
        while (service.get("/orders", bearer).statusCode() != 200 && System.nanoTime() < end) {
            Thread.sleep(20);
        }
    }

    @Test
    void tokensOfTheIssuer_areAccepted_withTheirRights() throws InterruptedException {
        untilReady();
        Member ada = issuer.member("ada");
        Member boss = issuer.staff("boss");
        assertThat(service.get("/orders", ada.bearer()).body()).isEqualTo("{\"orders_of\":\"" + ada.id() + "\"}");
        assertThat(service.get("/orders", "").statusCode()).isEqualTo(401);
        assertThat(service.get("/orders", "Bearer x.y.z").body()).contains("token_not_valid");
        assertThat(service.get("/premium", ada.bearer()).statusCode()).isEqualTo(403);
        assertThat(service.get("/all", ada.bearer()).statusCode()).isEqualTo(403);
        assertThat(service.get("/all", boss.bearer()).statusCode()).isEqualTo(200);
        assertThat(service.get("/about", "").statusCode()).isEqualTo(200);
        assertThat(service.get("/nowhere", "").statusCode()).isEqualTo(401);
    }

    @Test
    void revocation_isKnownSoon() throws InterruptedException {
        untilReady();
        Member eve = issuer.member("eve");
        String bearer = eve.bearer();
        assertThat(service.get("/orders", bearer).statusCode()).isEqualTo(200);
        issuer.keycard().logins().endAll(UserId.parse(eve.id()).orElseThrow(), AuditContext.at(Instant.now()));
        long end = System.nanoTime() + SOON_NANOS;
        while (service.get("/orders", bearer).statusCode() != 401 && System.nanoTime() < end) {
            Thread.sleep(10);
        }
        assertThat(service.get("/orders", bearer).statusCode()).isEqualTo(401);
    }

    @Test
    void service_hasNoEngine_andNoEndpoints() {
        assertThat(service.context().getBeanNamesForType(Keycard.class)).isEmpty();
        assertThat(service.get("/api/token/", issuer.member("joe").bearer()).statusCode())
                .isIn(404, 503);
    }

    @Test
    void withoutATokenForChanges_itDoesNotStart() {
        assertThatThrownBy(() -> service().close()).hasStackTraceContaining("keycard.changes.token must be");
    }

    @Test
    void pathWithoutFile_keepsItFromStarting() {
        assertThatThrownBy(() -> service("--keycard.changes.token=/run/secrets/changes-token")
                        .close())
                .hasStackTraceContaining("keycard.changes.token is a path, and no token: write file: before it");
    }

    @Test
    void fileWithoutATokenForChanges_keepsItFromStarting(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("changes-token");
        String property = "--keycard.changes.token=file:" + file;
        assertThatThrownBy(() -> service(property).close())
                .hasStackTraceContaining("keycard.changes.token names the file " + file + ", which cannot be read");
        Files.writeString(file, " \n");
        assertThatThrownBy(() -> service(property).close())
                .hasStackTraceContaining("keycard.changes.token names the file " + file + ", which holds no token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"permission.defualt=IsAdminUser", "jwt.isuer=x", "throttle.user=1/s", "nonsense=1"})
    void unknownProperty_isNamedInOneSentence(String property) {
        String name = property.substring(0, property.indexOf('='));
        assertThatThrownBy(() -> service("--keycard.changes.token=x", "--keycard." + property)
                        .close())
                .hasStackTraceContaining("Unknown property keycard." + name);
    }

    @Test
    void issuerAsAList_isAnIssuer() {
        try (Running listed = Running.startAlone(
                OrdersApplication.class,
                "--keycard.issuer[0]=" + issuer.origin(),
                "--keycard.changes.token=x",
                "--keycard.permission.tiers=free,premium")) {
            assertThat(listed.context().getBeanNamesForType(Keycard.class)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://auth.example", "auth.example"})
    void addressThatIsNone_isNamedInOneSentence(String issuer) {
        assertThatThrownBy(() -> Running.startAlone(
                                OrdersApplication.class, "--keycard.issuer=" + issuer, "--keycard.changes.token=x")
                        .close())
                .hasStackTraceContaining("keycard.issuer must name the addresses of the servers");
    }
}
