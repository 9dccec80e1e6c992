package dev.keycard.server.wire;

import static dev.keycard.server.wire.MailingServer.NEW_PASSWORD;
import static dev.keycard.server.wire.MailingServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuthEvent;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mails that tell people what happened to their account. */
class NoticeTest {

    private static final String ADA = "ada@example.org";

    @TempDir
    private Path folder;

    @Test
    void newApiToken_isTold_withoutItsSecretOrName() {
        try (MailingServer server = start("notify.api-token", "true")) {
            server.user("ada", ADA);
            String secret = token(server, "ada", "Send-money-to-evil.test");

            assertThat(server.nextMail())
                    .contains(
                            "To: " + ADA, "A new API token", "account ada.", "Time: 2026-03-01 12:00 UTC", "127.0.0.1")
                    .doesNotContain(secret.substring(9), "evil.test");
        }
    }

    @Test
    void newPassword_isTold_byWhicheverDoor() {
        try (MailingServer server = start("notify.password", "true")) {
            server.user("ada", ADA);
            changePassword(server, "en");
            assertThat(server.nextMail()).contains("To: " + ADA, "A new password for your account");

            server.requestReset(ADA).expect(202);
            server.confirmReset(MailingServer.tokenIn(server.nextMail()), PASSWORD)
                    .expect(204);
            assertThat(server.nextMail()).contains("A new password for your account");
        }
    }

    @Test
    void language_isThatOfTheUsersOwnRequest() {
        try (MailingServer server = start("notify.password", "true")) {
            server.user("ada", ADA);
            changePassword(server, "de");

            assertThat(server.nextMail()).contains("Das Passwort");
        }
    }

    @Test
    void signInFromElsewhere_isTold_butNotTheFirst_norTheFamiliar() {
        try (MailingServer server = start("notify.sign-in", "true", "server.trusted-proxies", "127.0.0.1/32")) {
            server.user("ada", ADA);
            signInFrom(server, "192.0.2.7");
            signInFrom(server, "192.0.2.7");
            signInFrom(server, "198.51.100.9");

            assertThat(server.nextMail()).contains("To: " + ADA, "from a new place", "198.51.100.9");
            signInFrom(server, "198.51.100.9");
            server.expectNoMailBut(ADA);
            assertThat(server.events().of(AuthEvent.UnfamiliarSignIn.class)).hasSize(1);
        }
    }

    @Test
    void unconfirmedAddress_getsNothing() {
        try (MailingServer server = start("notify.api-token", "true")) {
            User eve = server.user("eve", "eve@evil.test");
            server.stores().users().update(eve.id(), UserChange.ofProfile(ADA, null, null), server.auditContext());
            token(server, "eve", "x");
            server.user("ada", ADA);

            server.expectNoMailBut(ADA);
        }
    }

    @Test
    void flood_makesThreeMailsAndASummary_inAnHour() {
        try (MailingServer server = start("notify.api-token", "true")) {
            server.user("ada", ADA);
            for (int i = 0; i < 12; i++) {
                token(server, "ada", "t" + i);
            }

            List<String> mails = server.nextMails(4);
            assertThat(mails).filteredOn(mail -> mail.contains("several times")).hasSize(1);
            server.expectNoMailBut(ADA);
            server.advance(Duration.ofHours(1));
            token(server, "ada", "later");
            assertThat(server.nextMail()).contains("A new API token");
        }
    }

    @Test
    void switchedOff_tellsNothing() {
        try (MailingServer server = start("notify.password", "true")) {
            server.user("ada", ADA);
            token(server, "ada", "quiet");

            server.expectNoMailBut(ADA);
        }
    }

    private MailingServer start(String... settings) {
        return MailingServer.start(folder, settings);
    }

    private static void changePassword(MailingServer server, String language) {
        server.post("/api/password/change/")
                .bearer(access(server, "ada"))
                .header("Accept-Language", language)
                .json("old_password", PASSWORD, "new_password", NEW_PASSWORD)
                .send()
                .expect(204);
    }

    private static String access(MailingServer server, String name) {
        return Pair.of(server.signIn(name, PASSWORD).expect(200)).access();
    }

    private static String token(MailingServer server, String user, String name) {
        return server.post("/api/tokens/")
                .bearer(access(server, user))
                .json("name", name)
                .send()
                .expect(201)
                .text("token");
    }

    private static void signInFrom(MailingServer server, String address) {
        server.post("/api/token/")
                .header("X-Forwarded-For", address)
                .json("username", "ada", "password", PASSWORD)
                .send()
                .expect(200);
    }
}
