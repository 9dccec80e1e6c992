package dev.keycard.server.wire;

import static dev.keycard.server.wire.MailingServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.server.testing.TestServer;
import dev.keycard.testkit.Race;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import dev.keycard.user.UserEdit;
import dev.keycard.user.UserGuard;
import dev.keycard.user.Username;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code /api/register/} and {@code /api/register/confirm/}: point 8, registration. */
class RegistrationTest {

    @TempDir
    Path folder;

    private @Nullable MailingServer running;

    @AfterEach
    void stop() {
        if (running != null) {
            running.close();
        }
    }

    private MailingServer start(String... settings) {
        String[] all = new String[settings.length + 2];
        all[0] = "registration.enabled";
        all[1] = "true";
        System.arraycopy(settings, 0, all, 2, settings.length);
        MailingServer server = MailingServer.start(folder, all);
        running = server;
        return server;
    }

    private static Reply register(MailingServer server, String name, String email) {
        return server.post("/api/register/")
                .json("username", name, "password", PASSWORD, "email", email)
                .send();
    }

    private static Reply confirm(MailingServer server, String token) {
        return server.post("/api/register/confirm/").json("token", token).send();
    }

    private static User find(MailingServer server, String name) {
        return server.stores()
                .users()
                .findByName(Username.parse(name).orElseThrow())
                .orElseThrow();
    }

    @Test
    void isAbsent_unlessEnabled() {
        MailingServer server = MailingServer.start(folder);
        running = server;

        register(server, "ada", "ada@example.org").expect(404, "not_found");
        confirm(server, "x").expect(404, "not_found");
    }

    @Test
    void confirmedRegistration_storesNothingUntilTheLinkIsOpened() {
        MailingServer server = start("registration.tier", "free");
        Reply accepted = server.post("/api/register/")
                .json("username", "Ada", "password", PASSWORD, "email", "ada@example.org", "first_name", "Ada")
                .send()
                .expect(202);
        assertThat(accepted.body()).isEqualTo("{}");
        server.signIn("ada", PASSWORD).expect(401);
        String mail = server.nextMail();
        assertThat(mail)
                .contains("To: ada@example.org\r\n", MailingServer.ORIGIN + "/register#token=")
                .doesNotContain(PASSWORD);

        Reply created = confirm(
                        server, MailingServer.tokenIn(mail.replace("=\r\n", "").replace("=3D", "=")))
                .expect(201);

        assertThat(created.text("username")).isEqualTo("Ada");
        assertThat(created.text("first_name")).isEqualTo("Ada");
        assertThat(created.text("tier")).isEqualTo("free");
        server.signIn("ada", PASSWORD).expect(200);
    }

    @Test
    void link_worksOnce() {
        MailingServer server = start();
        String token = registeredToken(server, "ada", "ada@example.org");
        confirm(server, token).expect(201);

        confirm(server, token).expectFields("username");
    }

    @Test
    void link_racedByManyMakesOneUser() throws Exception {
        MailingServer server = start("throttle.register", "100/h");
        String token = registeredToken(server, "ada", "ada@example.org");
        try (Race race = new Race(16)) {
            List<Integer> statuses = race.run(() -> confirm(server, token).status());

            assertThat(statuses).containsOnlyOnce(201);
            assertThat(statuses).allMatch(status -> status == 201 || status == 400);
        }
    }

    @Test
    void link_livesADay() {
        MailingServer server = start();
        String token = registeredToken(server, "ada", "ada@example.org");
        server.advance(Duration.ofHours(24));

        confirm(server, token).expectFields("token");
    }

    @Test
    void link_doesNotTakeANameThatWasTakenMeanwhile() {
        MailingServer server = start();
        String token = registeredToken(server, "ada", "ada@example.org");
        User other = server.user("ADA", "other@example.org", "!");

        confirm(server, token).expectFields("username");
        assertThat(find(server, "ada")).isEqualTo(other);
    }

    @Test
    void refuses_tokensOfOtherPurposes() {
        MailingServer server = start();
        server.user("bob", "bob@example.org");
        String reset = server.resetToken("bob@example.org");
        String registration = registeredToken(server, "ada", "ada@example.org");

        confirm(server, reset).expectFields("token");
        server.confirmReset(registration, PASSWORD).expectFields("token");
        confirm(server, "A".repeat(4000)).expectFields("token");
    }

    @Test
    void answer_isTheSameWhetherTheAddressIsKnownOrNot() {
        MailingServer server = start();
        server.user("bob", "bob@example.org");

        Reply known = register(server, "ada", "bob@example.org").expect(202);
        Reply unknown = register(server, "ada", "ada@example.org").expect(202);

        assertThat(known.body()).isEqualTo(unknown.body());
        server.nextMails(2);
    }

    @Test
    void unconfirmedRegistration_makesAnOrdinaryUserWhateverIsAskedFor() {
        MailingServer server = start("registration.confirm-mail", "false");

        Reply created = server.post("/api/register/")
                .jsonText("{\"username\":\"mallory\",\"password\":\"" + PASSWORD + "\",\"email\":\"m@example.org\","
                        + "\"is_staff\":true,\"is_superuser\":true,\"staff\":true,\"superuser\":true,\"roles\":[\"admin\"],"
                        + "\"tier\":\"gold\",\"id\":1,\"active\":false,\"credential_version\":9}")
                .send()
                .expect(201);

        assertThat(created.json().get("is_staff").booleanValue()).isFalse();
        User user = find(server, "mallory");
        assertThat(user.staff() || user.superuser()).isFalse();
        assertThat(user.active()).isTrue();
        assertThat(user.roles()).isEmpty();
        assertThat(user.tier()).isEmpty();
        confirm(server, "x").expect(404, "not_found");
    }

    @Test
    void confirmationTokens_cannotBeForgedWithRights() {
        MailingServer server = start();
        String token = registeredToken(server, "ada", "ada@example.org");
        server.post("/api/register/confirm/")
                .jsonText("{\"token\":\"" + token + "\",\"is_staff\":true,\"username\":\"root\",\"tier\":\"gold\"}")
                .send()
                .expect(201);

        assertThat(find(server, "ada").staff()).isFalse();
    }

    @Test
    void refuses_nameThatIsTakenInAnyWriting() {
        MailingServer server = start();
        server.user("ada", "ada@example.org", "!");

        register(server, "ADA", "x@example.org").expectFields("username");
        register(server, "\uff41da", "x@example.org").expectFields("username");
    }

    @Test
    void refuses_everyWrongFieldInOneAnswer() {
        MailingServer server = start("throttle.register", "100/h");
        server.post("/api/register/")
                .json("username", "a b", "password", "short", "email", "x\r\nBcc: y@z", "first_name", "\u0007")
                .send()
                .expectFields("username", "password", "email", "first_name");
        server.post("/api/register/").jsonText("{}").send().expectFields("username", "password", "email");
        server.post("/api/register/")
                .json("username", "jd", "password", "Wolkenstein", "email", "a@b.org", "last_name", "Wolkenstein")
                .send()
                .expectFields("password");
    }

    @Test
    void attempts_areThrottledForEachClient() {
        MailingServer server = start("registration.confirm-mail", "false");
        for (int i = 0; i < 10; i++) {
            register(server, "a b", "x").expect(400);
        }
        register(server, "ada", "ada@example.org").expect(429, "throttled");
        server.advance(Duration.ofHours(1));
        register(server, "ada", "ada@example.org").expect(201);
    }

    @Test
    void mails_areThrottledForEachMailAddress() {
        MailingServer server = start("throttle.register", "3/h");
        for (int i = 0; i < 3; i++) {
            register(server, "ada" + i, "victim@example.org").expect(202);
        }
        register(server, "ada3", "VICTIM@example.org").expect(429, "throttled");
    }

    @Test
    void addressThatWasNotConfirmed_getsNoMailForANewPassword() {
        MailingServer server = start("registration.confirm-mail", "false");
        server.user("owner", "ada@example.org");
        register(server, "thief", "ada@example.org").expect(201);

        server.requestReset("ada@example.org").expect(202);
        assertThat(server.nextMail()).contains("account owner.").doesNotContain("thief");
    }

    @Test
    void nameOfADeletedUser_givesANewcomerNothingOfTheirs() {
        MailingServer server = start("registration.confirm-mail", "false", "account.name-quarantine", "0s");
        register(server, "ada", "ada@example.org").expect(201);
        Reply old = server.signIn("ada", PASSWORD).expect(200);
        User first = find(server, "ada");
        UserEdit vouched = UserEdit.of(UserChange.ofProfile("ada@example.org", null, null));
        server.stores().users().edit(first.id(), vouched.confirmingEmail(), UserGuard.NONE, server.auditContext());
        String reset = server.resetToken("ada@example.org");
        server.stores().users().delete(first.id(), server.auditContext());

        register(server, "ada", "ada@example.org").expect(201);

        assertThat(find(server, "ada").id().number().orElseThrow())
                .isGreaterThan(first.id().number().orElseThrow());
        server.client().get("/api/profile/").bearer(old.text("access")).send().expect(401);
        server.post("/api/token/refresh/")
                .json("refresh", old.text("refresh"))
                .send()
                .expect(401);
        server.confirmReset(reset, "another-Lantern-4-shores").expectFields("token");
    }

    @Test
    void works_withoutAnyMail(@TempDir Path bareFolder) {
        try (TestServer bare = TestServer.start(bareFolder, Map.of("registration.enabled", "true"))) {
            new WireClient(bare.port())
                    .post("/api/register/")
                    .json("username", "ada", "password", PASSWORD, "email", "ada@example.org")
                    .send()
                    .expect(201);
        }
    }

    private static String registeredToken(MailingServer server, String name, String email) {
        register(server, name, email).expect(202);
        return MailingServer.tokenIn(server.nextMail());
    }

    /** A reserved name and one that is in use get one answer: nothing tells that somebody was here. */
    @Test
    void nameOfAFormerUser_isTakenLikeAnyOther_alsoForALinkThatIsOnItsWay() {
        MailingServer server = start();
        server.user("finn", "finn@example.org");
        Reply taken = register(server, "finn", "a@example.org").expect(400);
        String token = registeredToken(server, "gone", "gone@example.org");
        User gone = server.user("gone", "other@example.org");
        server.stores().users().delete(gone.id(), server.auditContext());

        Reply reserved = register(server, "GONE", "b@example.org").expect(400);

        assertThat(reserved.body()).isEqualTo(taken.body());
        confirm(server, token).expectFields("username");
        server.expectNoMailBut("finn@example.org");
    }
}
