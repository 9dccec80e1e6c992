package dev.keycard.server.wire;

import static dev.keycard.server.wire.MailingServer.NEW_PASSWORD;
import static dev.keycard.server.wire.MailingServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.audit.AuthEvent;
import dev.keycard.server.testing.TestServer;
import dev.keycard.settings.ConfigurationException;
import dev.keycard.testkit.Race;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import dev.keycard.user.Username;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /api/password/reset/} and {@code /api/password/reset/confirm/}: point 8, passwords by mail. */
class PasswordResetTest {

    private static final String ADA = "ada@example.org";

    @AutoClose
    private final MailingServer server;

    PasswordResetTest(@TempDir Path folder) {
        server = MailingServer.start(folder);
    }

    @BeforeEach
    void createAda() {
        server.user("ada", "Ada@Example.org");
    }

    @Test
    void link_letsChooseANewPassword() {
        String token = server.resetToken(ADA);

        server.confirmReset(token, NEW_PASSWORD).expect(204);

        server.signIn("ada", NEW_PASSWORD).expect(200);
        server.signIn("ada", PASSWORD).expect(401, "no_active_account");
        assertThat(server.events().of(AuthEvent.PasswordChanged.class)).hasSize(1);
    }

    @Test
    void mail_goesToTheStoredAddressWithALinkToTheConfiguredOrigin() {
        server.client()
                .post("/api/password/reset/")
                .header("X-Forwarded-Host", "evil.test")
                .header("Forwarded", "host=evil.test")
                .json("email", "ADA@EXAMPLE.ORG")
                .send()
                .expect(202);

        assertThat(server.nextMail())
                .contains("To: Ada@Example.org\r\n", MailingServer.ORIGIN + "/reset#token=")
                .doesNotContain("evil.test");
    }

    @Test
    void answer_isTheSameWhoeverHasTheAddress() {
        Reply known = server.requestReset(ADA).expect(202);
        Reply unknown = server.requestReset("nobody@example.org").expect(202);

        assertThat(unknown.body()).isEqualTo(known.body()).isEqualTo("{}");
        assertThat(unknown.headers().map().keySet())
                .isEqualTo(known.headers().map().keySet());
    }

    @Test
    void answer_doesNotWaitForTheDatabase() throws Exception {
        server.requestReset("warm-up@example.org").expect(202);
        long known = fastest(server, "Ada@example.org");
        long unknown = fastest(server, "nobody@example.org");

        assertThat(Math.abs(known - unknown)).isLessThan(Duration.ofMillis(20).toNanos());
    }

    private static long fastest(MailingServer server, String email) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            server.requestReset(email).expect(202);
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }

    @Test
    void request_bringsNoMailToWhoMayNotSignIn() {
        User inactive = server.user("bob", "bob@example.org");
        server.stores().users().update(inactive.id(), UserChange.ofActive(false), server.auditContext());
        server.user("service", "service@example.org", "!");
        server.user("odd", "odd@example.org,eve@evil.test");

        server.requestReset("bob@example.org").expect(202);
        server.requestReset("service@example.org").expect(202);
        server.requestReset("nobody@example.org").expect(202);

        server.expectNoMailBut("Ada@Example.org");
    }

    @Test
    void request_bringsOneMailThatListsTheUsersWithTheAddressUpToTen() {
        for (int i = 0; i < 12; i++) {
            server.user("member" + i, "club@example.org");
        }

        server.requestReset("club@example.org").expect(202);

        String mail = server.nextMail().replace("\r", "");
        assertThat(mail)
                .contains("member0\n" + MailingServer.ORIGIN, "member9\n")
                .doesNotContain("member10");
        List<String> tokens = Pattern.compile("#token=(\\S+)")
                .matcher(mail)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(tokens).hasSize(10).doesNotHaveDuplicates();
        server.confirmReset(tokens.get(3), NEW_PASSWORD).expect(204);
        server.signIn("member3", NEW_PASSWORD).expect(200);
    }

    @Test
    void letterThatOnlyLooksAlike_bringsNoMail() {
        server.user("mike", "mike@example.org");

        server.requestReset("m\u0131ke@example.org").expect(202);
        server.requestReset("mi\u212ae@example.org")
                .expect(202); // the Kelvin sign is k: the stored address gets the mail

        assertThat(server.nextMail()).contains("To: mike@example.org\r\n");
    }

    @Test
    void token_worksOnce() {
        String token = server.resetToken(ADA);
        server.confirmReset(token, NEW_PASSWORD).expect(204);

        server.confirmReset(token, "yet-another-Lantern-5").expectFields("token");
        server.signIn("ada", NEW_PASSWORD).expect(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 16})
    void token_racedByManyWorksOnce(int contenders) throws Exception {
        String token = server.resetToken(ADA);
        try (Race race = new Race(contenders)) {
            List<Integer> statuses = race.run(i ->
                    () -> server.confirmReset(token, "raced-Lantern-over-" + i).status());

            assertThat(statuses).containsOnlyOnce(204);
            assertThat(statuses).allMatch(status -> status == 204 || status == 400);
            server.signIn("ada", "raced-Lantern-over-" + statuses.indexOf(204)).expect(200);
        }
    }

    @Test
    void token_diesWithAnotherTokensUse() {
        String first = server.resetToken(ADA);
        server.advance(Duration.ofSeconds(1));
        String second = server.resetToken(ADA);
        server.confirmReset(second, NEW_PASSWORD).expect(204);

        server.confirmReset(first, "yet-another-Lantern-5").expectFields("token");
    }

    @Test
    void token_livesAnHour() {
        String token = server.resetToken(ADA);
        String later = server.resetToken(ADA);
        server.advance(Duration.ofHours(1).minusMillis(1));
        server.confirmReset(token, "short").expectFields("new_password");
        server.advance(Duration.ofMillis(1));

        server.confirmReset(later, NEW_PASSWORD).expectFields("token");
    }

    @Test
    void token_ofOneWhoWasDeleted_doesNotOpenANewcomersAccount() {
        String hash =
                server.stores().users().passwordOf(ada().id()).orElseThrow().hash();
        String token = server.resetToken(ADA);
        server.stores().users().delete(ada().id(), server.auditContext());
        server.newcomer("ada", "Ada@Example.org", hash);

        server.confirmReset(token, NEW_PASSWORD).expectFields("token");

        server.signIn("ada", PASSWORD).expect(200);
    }

    private User ada() {
        return server.stores()
                .users()
                .findByName(Username.parse("ada").orElseThrow())
                .orElseThrow();
    }

    @Test
    void token_diesWhenTheUserChanges() {
        User bob = server.user("bob", "bob@example.org");
        String token = server.resetToken("bob@example.org");
        server.stores()
                .users()
                .update(bob.id(), UserChange.ofProfile("new@example.org", null, null), server.auditContext());

        server.confirmReset(token, NEW_PASSWORD).expectFields("token");
    }

    @Test
    void badTokens_getOneAnswer() {
        User bob = server.user("bob", "bob@example.org");
        User carol = server.user("carol", "carol@example.org");
        String carolsHash =
                server.stores().users().passwordOf(carol.id()).orElseThrow().hash();
        String ofInactive = server.resetToken("bob@example.org");
        String ofDeleted = server.resetToken("carol@example.org");
        server.stores().users().update(bob.id(), UserChange.ofActive(false), server.auditContext());
        server.stores().users().delete(carol.id(), server.auditContext());
        User again = server.newcomer("carol", "carol@example.org", carolsHash);
        assertThat(again.id()).isNotEqualTo(carol.id());
        String access = server.signIn("ada", PASSWORD).expect(200).text("access");

        String answer = server.confirmReset("nonsense", NEW_PASSWORD)
                .expectFields("token")
                .body();
        for (String bad : List.of(ofInactive, ofDeleted, access, "A".repeat(64), "é", "A".repeat(8000))) {
            assertThat(server.confirmReset(bad, NEW_PASSWORD)
                            .expectFields("token")
                            .body())
                    .isEqualTo(answer);
        }
    }

    @Test
    void refusedPassword_leavesTheTokenUnspent() {
        String token = server.resetToken(ADA);
        server.confirmReset(token, "password1").expectFields("new_password");
        server.confirmReset(token, "ada@example.org").expectFields("new_password");

        server.confirmReset(token, NEW_PASSWORD).expect(204);
    }

    @Test
    void reset_endsEveryLogin() {
        Reply signedIn = server.signIn("ada", PASSWORD).expect(200);
        server.advance(Duration.ofSeconds(1));
        server.confirmReset(server.resetToken(ADA), NEW_PASSWORD).expect(204);

        server.client()
                .get("/api/profile/")
                .bearer(signedIn.text("access"))
                .send()
                .expect(401, "token_not_valid");
        assertThat(server.post("/api/token/refresh/")
                        .json("refresh", signedIn.text("refresh"))
                        .send()
                        .status())
                .isEqualTo(401);
    }

    @Test
    void requests_areThrottledForEachAddressWhetherItIsKnownOrNot() {
        for (String email : List.of(ADA, "nobody@example.org")) {
            for (int i = 0; i < 5; i++) {
                server.requestReset(i % 2 == 0 ? email : email.toUpperCase(java.util.Locale.ROOT))
                        .expect(202);
            }
            Reply refused = server.requestReset(email).expect(429, "throttled");
            assertThat(refused.header("Retry-After")).isEqualTo("3600");
        }
        server.advance(Duration.ofHours(1));
        server.requestReset(ADA).expect(202);
    }

    @Test
    void requestsAndConfirmations_areThrottledForEachClient() {
        for (int i = 0; i < 30; i++) {
            server.requestReset("someone" + i + "@example.org").expect(202);
            server.confirmReset("nonsense", NEW_PASSWORD).expectFields("token");
        }
        server.requestReset("one-more@example.org").expect(429, "throttled");
        server.confirmReset("nonsense", NEW_PASSWORD).expect(429, "throttled");
    }

    @Test
    void refuses_whatIsNoAddress() {
        server.requestReset("ada").expectFields("email");
        server.requestReset("ada@example.org\r\nBcc: eve@evil.test").expectFields("email");
        server.post("/api/password/reset/").jsonText("{}").send().expectFields("email");
        server.post("/api/password/reset/")
                .jsonText("{\"email\":[\"a@b\"]}")
                .send()
                .expectFields("email");
        server.post("/api/password/reset/confirm/").jsonText("{}").send().expectFields("token", "new_password");
        server.client().get("/api/password/reset/").send().expect(405, "method_not_allowed");
    }

    @Test
    void isAbsent_withoutAnOutbox(@TempDir Path folder) {
        try (TestServer bare = TestServer.start(folder)) {
            new WireClient(bare.port())
                    .post("/api/password/reset/")
                    .json("email", ADA)
                    .send()
                    .expect(404, "not_found");
            new WireClient(bare.port())
                    .post("/api/password/reset/confirm/")
                    .json("token", "x", "new_password", "y")
                    .send()
                    .expect(404, "not_found");
        }
    }

    @Test
    void doesNotStart_withoutAPublicUrl(@TempDir Path folder) {
        assertThatThrownBy(() ->
                        TestServer.start(folder, Map.of("mail.outbox", "file", "mail.from", "no-reply@example.org")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("server.public-url");
    }
}
