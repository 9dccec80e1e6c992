package dev.keycard.server.wire;

import static dev.keycard.server.wire.RunningServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /api/password/change/}. */
class PasswordChangeTest {

    @AutoClose
    private static final RunningServer SERVER = RunningServer.start();

    @BeforeAll
    static void users() {
        SERVER.user("ada-lovelace", draft -> draft.withEmail("countess@example.org"));
    }

    @Test
    void newPasswordWorks_andTheOldNoMore() {
        SERVER.user("changer");
        assertThat(change("changer", PASSWORD, "another-Lantern-9").expect(204).body())
                .isEmpty();
        signIn("changer", PASSWORD).expect(401, "no_active_account");
        signIn("changer", "another-Lantern-9").expect(200);
    }

    @Test
    void session_thatChangedIt_livesOn_andOthersEnd() {
        SERVER.user("browsing");
        Browser own = Browser.signedIn(SERVER, "browsing");
        Browser other = Browser.signedIn(SERVER, "browsing");
        Pair pair = SERVER.signIn("browsing");
        own.send(own.proven("POST", "/api/password/change/")
                        .json("old_password", PASSWORD, "new_password", "another-Lantern-9"))
                .expect(204);
        assertThat(own.isSignedIn()).isTrue();
        assertThat(other.isSignedIn()).isFalse();
        SERVER.client().get("/api/profile/").bearer(pair.access()).send().expect(401, "token_not_valid");
    }

    @Test
    void apiToken_thatChangedIt_livesOn_andEveryLoginEnds() {
        SERVER.user("scripted");
        Pair pair = SERVER.signIn("scripted");
        String token = SERVER.client()
                .post("/api/token-auth/")
                .json("username", "scripted", "password", PASSWORD)
                .send()
                .expect(200)
                .text("token");
        SERVER.client()
                .post("/api/password/change/")
                .authorization("Token " + token)
                .json("old_password", PASSWORD, "new_password", "another-Lantern-9")
                .send()
                .expect(204);
        SERVER.client().get("/api/profile/").bearer(pair.access()).send().expect(401, "token_not_valid");
        SERVER.client()
                .get("/api/profile/")
                .authorization("Token " + token)
                .send()
                .expect(200);
    }

    @Test
    void refuses_wrongOldPassword() {
        change("ada-lovelace", "wrong", "another-Lantern-9").expectFields("old_password");
        signIn("ada-lovelace", PASSWORD).expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"short-7", "password123", "ada-lovelace", "ADA-LOVELACE1", "countess@example.org"})
    void refuses_shortCommonAndSimilarPasswords(String password) {
        change("ada-lovelace", PASSWORD, password).expectFields("new_password");
    }

    @Test
    void refuses_longerThan1024_andHalfACharacter() {
        change("ada-lovelace", PASSWORD, "x1-".repeat(342)).expectFields("new_password");
        SERVER.client()
                .post("/api/password/change/")
                .bearer(SERVER.signIn("ada-lovelace").access())
                .jsonText("{\"old_password\":\"x\",\"new_password\":\"\\ud800-abcdefgh\"}")
                .send()
                .expectFields("new_password");
    }

    @Test
    void refuses_missingFields() {
        SERVER.client()
                .post("/api/password/change/")
                .bearer(SERVER.signIn("ada-lovelace").access())
                .jsonText("{}")
                .send()
                .expectFields("old_password", "new_password");
    }

    @Test
    void takes1024Characters_whole_withoutRulesOfComposition() {
        SERVER.user("writer");
        String longest = "only lower case letters and blanks ".repeat(30).substring(0, 1023) + "z";
        change("writer", PASSWORD, longest).expect(204);
        signIn("writer", longest).expect(200);
        signIn("writer", longest.substring(0, 1023) + "y").expect(401, "no_active_account");
        signIn("writer", longest.substring(0, 1023)).expect(401, "no_active_account");
    }

    @Test
    void needsCredentials() {
        SERVER.client()
                .post("/api/password/change/")
                .json("old_password", PASSWORD, "new_password", "another-Lantern-9")
                .send()
                .expect(401, "not_authenticated");
    }

    private static Reply change(String name, String oldPassword, String newPassword) {
        return SERVER.client()
                .post("/api/password/change/")
                .bearer(SERVER.signIn(name).access())
                .json("old_password", oldPassword, "new_password", newPassword)
                .send();
    }

    private static Reply signIn(String name, String password) {
        return SERVER.client()
                .post("/api/token/")
                .json("username", name, "password", password)
                .send();
    }
}
