package dev.keycard.server.wire;

import static dev.keycard.server.wire.RunningServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.keycard.Environment;
import dev.keycard.Keycard;
import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuditEntry;
import dev.keycard.audit.AuditFilter;
import dev.keycard.audit.AuthEvent;
import dev.keycard.audit.LoggedEvents;
import dev.keycard.crypto.Entropy;
import dev.keycard.id.UserId;
import dev.keycard.password.Argon2Cost;
import dev.keycard.password.Argon2Hasher;
import dev.keycard.server.testing.TestServer;
import dev.keycard.store.PageRequest;
import dev.keycard.testkit.MutableClock;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.Username;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Each sign-in, failure, refresh theft, logout, revoke, refusal at a door of staff, key and user change is told in the table, in
 * a line of the log, and to the listener.
 */
class AuditTest {

    private static final String HASH = new Argon2Hasher(Argon2Cost.defaults(), Entropy.secure()).hash(PASSWORD);

    private static final MutableClock CLOCK = new MutableClock(Instant.parse("2026-03-01T12:00:00.250Z"));
    private static final RecordedEvents TOLD = new RecordedEvents();
    private static final LogLines LINES = LogLines.asPrinted();
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("dev.keycard.audit");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static TestServer server;

    @BeforeAll
    static void start() {
        Environment environment =
                Environment.system().withClock(CLOCK, CLOCK::nanoTime).withEvents(TOLD.and(new LoggedEvents()));
        server = TestServer.start(folder, Map.of("jwt.refresh-grace", "10s"), environment);
        LOG.setLevel(Level.INFO);
        LOG.addAppender(LINES);
    }

    @AfterAll
    static void stop() {
        LOG.detachAppender(LINES);
        LOG.setLevel(null);
        server.close();
    }

    @Test
    void signIn_byEveryDoor() {
        User ada = user("in-ada");
        Pair pair = signIn("in-ada");
        assertThat(everywhere("signed_in", ada).details())
                .containsEntry("method", "token")
                .containsEntry("credential", pair.login());
        tokenAuth("in-ada");
        assertThat(everywhere("signed_in", ada).details()).containsEntry("method", "token-auth");
    }

    @Test
    void failure() {
        User ada = user("failing");
        Reply reply = client().post("/api/token/")
                .json("username", "failing", "password", "hunter2-hunter2")
                .send()
                .expect(401);
        AuditEntry entry = everywhere("sign_in_failed", ada);
        assertThat(entry.requestId()).isEqualTo(reply.header("X-Request-Id"));
        assertThat(entry.address()).isEqualTo("127.0.0.1");
        assertThat(LINES.all()).noneMatch(line -> line.contains("hunter2"));
    }

    @Test
    void refreshTheft_isAWarning() {
        User ada = user("robbed");
        Pair pair = signIn("robbed");
        refresh(pair).expect(200);
        CLOCK.advance(Duration.ofMinutes(1));
        refresh(pair).expect(401);
        assertThat(everywhere("refresh_reused", ada).details()).containsEntry("login", pair.login());
        assertThat(LINES.of("refresh_reused")).allMatch(line -> isOf("WARN", line));
        assertThat(LINES.of("signed_in")).allMatch(line -> isOf("INFO", line));
    }

    @Test
    void logout_ofOneLogin_andOfAll() {
        User ada = user("leaving");
        Pair pair = signIn("leaving");
        client().post("/api/token/blacklist/")
                .json("refresh", pair.refresh())
                .send()
                .expect(200);
        assertThat(everywhere("login_ended", ada).details())
                .containsEntry("login", pair.login())
                .containsEntry("reason", "signed_out");
        client().post("/api/logout-all/")
                .bearer(signIn("leaving").access())
                .send()
                .expect(204);
        AuditEntry entry = everywhere("all_logins_ended", ada);
        assertThat(entry.actorId()).isEqualTo(ada.id());
    }

    @Test
    void revoke_ofAnApiToken() {
        User ada = user("revoking");
        Pair pair = signIn("revoking");
        String id = client().post("/api/tokens/")
                .bearer(pair.access())
                .json("name", "ci", "expires_in", "1d")
                .send()
                .expect(201)
                .text("id");
        assertThat(everywhere("api_token_created", ada).details()).containsEntry("token", id);
        client().delete("/api/tokens/" + id + "/").bearer(pair.access()).send().expect(204);
        assertThat(everywhere("api_token_ended", ada).details()).containsEntry("token", id);
    }

    @Test
    void permissionRefusal_byStaffRoutes_andNoOthers() {
        User ada = user("curious");
        Pair pair = signIn("curious");
        client().get("/api/admin/users/").bearer(pair.access()).send().expect(403, "permission_denied");
        AuditEntry entry = everywhere("permission_refused", ada);
        assertThat(entry.actorId()).isEqualTo(ada.id());
        assertThat(entry.details()).isEqualTo(Map.of("route", "admin-users", "method", "GET"));
        client().get("/api/admin/users/").send().expect(401);
        assertThat(TOLD.of(AuthEvent.PermissionRefused.class)).hasSize(1);
    }

    @Test
    void keyChange() {
        AuditContext context = AuditContext.at(CLOCK.instant());
        String kid = engine().keys().rotate(Duration.ZERO, context).kid();
        assertThat(everywhere("key_added", null).details()).containsEntry("kid", kid);
        engine().keys().remove(kid, context);
        assertThat(everywhere("key_removed", null).details()).containsEntry("kid", kid);
    }

    @Test
    void userChange() {
        User ada = user("changing");
        everywhere("user_created", ada);
        Pair pair = signIn("changing");
        client().patch("/api/profile/")
                .bearer(pair.access())
                .json("email", "ada@example.org")
                .send()
                .expect(200);
        assertThat(everywhere("user_changed", ada).details()).isEqualTo(Map.of("fields", "email"));
        client().post("/api/password/change/")
                .bearer(pair.access())
                .json("old_password", PASSWORD, "new_password", "another-Lantern-9")
                .send()
                .expect(204);
        assertThat(everywhere("password_changed", ada).actorId()).isEqualTo(ada.id());
        engine().stores().users().delete(ada.id(), AuditContext.at(CLOCK.instant()));
        everywhere("user_deleted", ada);
    }

    /** The latest entry of a kind about a user, after all three have it. */
    private static AuditEntry everywhere(String kind, @Nullable User user) {
        UserId id = user == null ? null : user.id();
        Eventually.holds(kind + " is in the table", () -> !entries(kind, id).isEmpty());
        List<AuditEntry> entries = entries(kind, id);
        AuditEntry entry = entries.get(entries.size() - 1);
        assertThat(TOLD.all()).as("told to the listener").anySatisfy(event -> {
            assertThat(event.kind()).isEqualTo(kind);
            assertThat(event.userId()).isEqualTo(id);
            assertThat(event.details()).isEqualTo(entry.details());
        });
        assertThat(LINES.of(kind)).as("logged").anySatisfy(line -> isLineOf(entry, line));
        return entry;
    }

    private static void isLineOf(AuditEntry entry, JsonNode line) {
        assertThat(line.get("request").asString()).isEqualTo(entry.requestId());
        assertThat(line.get("address").asString()).isEqualTo(entry.address());
        assertThat(number(line, "user")).isEqualTo(entry.userId());
        assertThat(number(line, "actor")).isEqualTo(entry.actorId());
        entry.details()
                .forEach((name, value) -> assertThat(line.get(name).asString()).isEqualTo(value));
    }

    private static @Nullable UserId number(JsonNode line, String name) {
        return line.has(name) ? UserId.of(line.get(name).longValue()) : null;
    }

    private static boolean isOf(String level, JsonNode line) {
        return line.get("level").asString().equals(level);
    }

    private static List<AuditEntry> entries(String kind, @Nullable UserId user) {
        return engine().stores()
                .audit()
                .list(new AuditFilter(user, kind), PageRequest.first(100))
                .items();
    }

    private static User user(String name) {
        NewUser draft = NewUser.named(Username.parse(name).orElseThrow(), HASH);
        return engine().stores().users().create(draft, AuditContext.at(CLOCK.instant()));
    }

    private static Pair signIn(String name) {
        return Pair.of(client().post("/api/token/")
                .json("username", name, "password", PASSWORD)
                .send()
                .expect(200));
    }

    private static void tokenAuth(String name) {
        client().post("/api/token-auth/")
                .json("username", name, "password", PASSWORD)
                .send()
                .expect(200);
    }

    private static Reply refresh(Pair pair) {
        return client().post("/api/token/refresh/")
                .json("refresh", pair.refresh())
                .send();
    }

    private static WireClient client() {
        return new WireClient(server.port());
    }

    private static Keycard engine() {
        return server.engine();
    }
}
