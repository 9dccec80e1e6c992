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
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another mail address, by PATCH of the profile and the links in two mails: who reads the old one keeps the account. */
class EmailChangeTest {

    private static final String OWN = "ada@example.org";
    private static final String NEW = "ada@elsewhere.test";

    @AutoClose
    private final MailingServer server;

    EmailChangeTest(@TempDir Path folder) {
        server = MailingServer.start(folder);
        server.user("ada", OWN);
    }

    @Test
    void address_becomesEffective_whenTheLinkMailedToItIsOpened() {
        String access = access("ada", PASSWORD);
        Reply asked = patch(access, NEW).expect(200);
        assertThat(asked.text("email")).isEqualTo(OWN);
        assertThat(asked.text("pending_email")).isEqualTo(NEW);
        Mails mails = mails();

        confirm(mails.confirm()).expect(204);

        Reply profile = profile(access).expect(200);
        assertThat(profile.text("email")).isEqualTo(NEW);
        assertThat(profile.json().has("pending_email")).isFalse();
        confirm(mails.confirm()).expectFields("token");
        assertThat(server.events().of(AuthEvent.EmailChanged.class)).hasSize(1);
    }

    @Test
    void resetMails_goToTheAddressInForce_andNotToThePendingOne() {
        patch(access("ada", PASSWORD), NEW).expect(200);
        mails();

        server.requestReset(NEW).expect(202);
        server.expectNoMailBut(OWN);
    }

    @Test
    void oldSignIn_needsThePassword() {
        String access = access("ada", PASSWORD);
        server.advance(Duration.ofMinutes(4).plusSeconds(59));
        patch(access, "a@new.test").expect(200);
        server.nextMails(2);
        server.advance(Duration.ofSeconds(0).plusMillis(999));
        patch(access, "b@new.test").expect(401);
    }

    @Test
    void oldAddress_getsAMail_whoseLinkUndoesTheChange_andEndsWhatTheThiefMade() {
        String stolen = access("ada", PASSWORD);
        patch(stolen, NEW).expect(200);
        Mails mails = mails();
        confirm(mails.confirm()).expect(204);
        String token = apiToken(stolen);
        server.advance(Duration.ofDays(7).minusMillis(1));
        String later = access("ada", PASSWORD);

        undo(mails.undo()).expect(204);

        profile(later).expect(401, "token_not_valid");
        server.client()
                .get("/api/profile/")
                .authorization("Token " + token)
                .send()
                .expect(401);
        assertThat(profile(access("ada", PASSWORD)).text("email")).isEqualTo(OWN);
        undo(mails.undo()).expectFields("token");
        assertThat(server.events().of(AuthEvent.EmailChangeUndone.class)).hasSize(1);
    }

    @Test
    void undo_isTooLateAfterSevenDays() {
        patch(access("ada", PASSWORD), NEW).expect(200);
        Mails mails = mails();
        confirm(mails.confirm()).expect(204);
        server.advance(Duration.ofDays(7));

        undo(mails.undo()).expectFields("token");
    }

    @Test
    void undo_isNotUndone_andNotLostByASecondChange() {
        patch(access("ada", PASSWORD), NEW).expect(200);
        Mails first = mails();
        confirm(first.confirm()).expect(204);
        patch(access("ada", PASSWORD), "second@thief.test").expect(200);
        List<String> second = server.nextMails(2);
        confirm(tokenTo(second, "second@thief.test")).expect(204);

        undo(first.undo()).expect(204);

        undo(tokenTo(second, NEW)).expectFields("token");
        assertThat(profile(access("ada", PASSWORD)).text("email")).isEqualTo(OWN);
    }

    @Test
    void undo_worksAfterAPasswordResetByTheThief() {
        patch(access("ada", PASSWORD), NEW).expect(200);
        Mails mails = mails();
        confirm(mails.confirm()).expect(204);
        server.confirmReset(server.resetToken(NEW), NEW_PASSWORD).expect(204);

        undo(mails.undo()).expect(204);

        assertThat(profile(access("ada", NEW_PASSWORD)).text("email")).isEqualTo(OWN);
    }

    @Test
    void passwordReset_endsAPendingChange() {
        patch(access("ada", PASSWORD), NEW).expect(200);
        Mails mails = mails();
        server.confirmReset(server.resetToken(OWN), NEW_PASSWORD).expect(204);

        confirm(mails.confirm()).expectFields("token");
        assertThat(profile(access("ada", NEW_PASSWORD)).text("email")).isEqualTo(OWN);
    }

    @Test
    void tokens_areForOnePurpose_andExpire() {
        patch(access("ada", PASSWORD), NEW).expect(200);
        Mails mails = mails();
        confirm(mails.undo()).expectFields("token");
        undo(mails.confirm()).expectFields("token");
        server.advance(Duration.ofDays(1));

        confirm(mails.confirm()).expectFields("token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rubbish", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void badTokens_getOneAnswer(String token) {
        Reply expected = confirm("x").expectFields("token");

        assertThat(confirm(token).expectFields("token").body()).isEqualTo(expected.body());
        assertThat(undo(token).expectFields("token").body()).isEqualTo(expected.body());
    }

    @Test
    void unconfirmedOldAddress_isNotTold() {
        User bob = server.user("bob", "bob@example.org");
        server.stores()
                .users()
                .update(bob.id(), UserChange.ofProfile("anyones@example.org", null, null), server.auditContext());
        patch(access("bob", PASSWORD), "bob@new.test").expect(200);

        assertThat(server.nextMail()).contains("To: bob@new.test");
    }

    @Test
    void presentAddress_isConfirmedOnRequest_byItsLink() {
        User bob = server.user("bob", "bob@example.org");
        server.stores().users().update(bob.id(), UserChange.ofProfile("b@new.test", null, null), server.auditContext());
        String access = access("bob", PASSWORD);
        patch(access, "b@new.test").expect(200);
        server.requestReset("b@new.test").expect(202);
        server.client()
                .patch("/api/profile/")
                .bearer(access)
                .jsonText("{\"email\":\"b@new.test\",\"confirm_email\":true}")
                .send()
                .expect(200);
        confirm(MailingServer.tokenIn(server.nextMail())).expect(204);

        server.requestReset("b@new.test").expect(202);
        assertThat(server.nextMail()).contains("To: b@new.test", "/reset#token=");
    }

    @Test
    void addressThatMailCannotReach_isRefused() {
        patch(access("ada", PASSWORD), "odd@example.org,eve@evil.test").expectFields("email");
    }

    @Test
    void takingTheAddressAway_isEffectiveAtOnce_andTheOldOneIsTold() {
        String access = access("ada", PASSWORD);
        assertThat(patch(access, "").expect(200).text("email")).isEmpty();

        undo(MailingServer.tokenIn(server.nextMail())).expect(204);
        assertThat(profile(access("ada", PASSWORD)).text("email")).isEqualTo(OWN);
    }

    @Test
    void mails_areLimited_andNotAtTheOwnersExpense() {
        String access = access("ada", PASSWORD);
        for (int i = 0; i < 5; i++) {
            patch(access, "a" + i + "@new.test").expect(200);
        }

        patch(access, "more@new.test").expect(429, "throttled");
        server.nextMails(10);
        server.requestReset(OWN).expect(202);
        assertThat(server.nextMail()).contains("To: " + OWN);
    }

    @Test
    void tenUsersWhoTypeTheVictimsAddress_starveNobody() {
        for (int i = 0; i < 10; i++) {
            User thief = server.user("thief" + i, "thief" + i + "@evil.test");
            server.stores().users().update(thief.id(), UserChange.ofProfile(OWN, null, null), server.auditContext());
        }
        server.requestReset(OWN).expect(202);

        assertThat(server.nextMail()).contains("account ada.").doesNotContain("thief");
    }

    private record Mails(String confirm, String undo) {}

    /** The tokens of the two mails that a change brings. */
    private Mails mails() {
        List<String> mails = server.nextMails(2);
        return new Mails(tokenTo(mails, NEW), tokenTo(mails, OWN));
    }

    private static String tokenTo(List<String> mails, String address) {
        return mails.stream()
                .filter(mail -> mail.contains("To: " + address + "\r\n"))
                .map(MailingServer::tokenIn)
                .findFirst()
                .orElseThrow();
    }

    private String access(String name, String password) {
        return Pair.of(server.signIn(name, password).expect(200)).access();
    }

    private String apiToken(String access) {
        return server.post("/api/tokens/")
                .bearer(access)
                .json("name", "thiefs")
                .send()
                .expect(201)
                .text("token");
    }

    private Reply patch(String access, String email) {
        return server.client()
                .patch("/api/profile/")
                .bearer(access)
                .json("email", email)
                .send();
    }

    private Reply profile(String access) {
        return server.client().get("/api/profile/").bearer(access).send();
    }

    private Reply confirm(String token) {
        return server.post("/api/email/confirm/").json("token", token).send();
    }

    private Reply undo(String token) {
        return server.post("/api/email/undo/").json("token", token).send();
    }
}
