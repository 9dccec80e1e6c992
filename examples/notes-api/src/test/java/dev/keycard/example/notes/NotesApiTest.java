package dev.keycard.example.notes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class NotesApiTest extends RunningNotes {

    private static String note(Answer added) {
        assertThat(added.status()).as(added.body()).isEqualTo(201);
        return "/api/notes/" + added.json().path("id").asLong() + "/";
    }

    private String add(String authorization, String text) {
        return note(send("POST", "/api/notes/", authorization, "{\"text\":\"" + text + "\"}"));
    }

    private int status(String method, String path, String authorization, String body) {
        return send(method, path, authorization, body).status();
    }

    @Test
    void note_isReadByItsReaders_writtenByItsOwner_andUnknownToOthers() {
        user("cleo", "free");
        user("dora", "free");
        String ada = signIn("ada");
        String cleo = signIn("cleo");
        String dora = signIn("dora");
        String note = add(ada, "of ada");

        assertThat(status("GET", note, cleo, "")).isEqualTo(404);
        assertThat(status("DELETE", note, cleo, "")).isEqualTo(404);
        assertThat(status("POST", note + "readers/", ada, "{\"username\":\"Cleo\"}"))
                .isEqualTo(204);
        assertThat(get(note, cleo).body()).contains("of ada", "\"mine\":false");
        assertThat(get("/api/notes/", cleo).body()).contains("of ada");
        assertThat(send("PUT", note, cleo, "{\"text\":\"of cleo\"}").code()).isEqualTo("permission_denied");
        assertThat(status("DELETE", note, cleo, "")).isEqualTo(403);
        assertThat(status("DELETE", note + "readers/", cleo, "")).isEqualTo(403);
        assertThat(status("GET", note, dora, "")).isEqualTo(404);
        assertThat(get(note, "").code()).isEqualTo("not_authenticated");

        assertThat(status("PUT", note, ada, "{\"text\":\"changed\"}")).isEqualTo(204);
        assertThat(get(note, cleo).body()).contains("changed");
        assertThat(status("DELETE", note + "readers/", ada, "")).isEqualTo(204);
        assertThat(status("GET", note, cleo, "")).isEqualTo(404);
        assertThat(status("DELETE", note, ada, "")).isEqualTo(204);
        assertThat(status("GET", note, ada, "")).isEqualTo(404);
    }

    @Test
    void freeUsers_keepThreeNotes_andShareNone() {
        user("eve", "free");
        String eve = signIn("eve");
        String first = add(eve, "one");
        add(eve, "two");
        add(eve, "three");
        Answer fourth = send("POST", "/api/notes/", eve, "{\"text\":\"four\"}");
        assertThat(fourth.status()).isEqualTo(403);
        assertThat(fourth.code()).isEqualTo("upgrade_needed");
        Answer share = send("POST", first + "readers/", eve, "{\"username\":\"ada\"}");
        assertThat(share.status()).isEqualTo(403);
        assertThat(share.code()).isEqualTo("permission_denied");
    }

    @Test
    void freeUsers_haveALowerRate_thanPremiumUsers() {
        user("pia", "free");
        user("quin", "premium");
        String pia = signIn("pia");
        String quin = signIn("quin");
        for (int request = 0; request < 60; request++) {
            assertThat(status("GET", "/api/notes/", pia, "")).isEqualTo(200);
            assertThat(status("GET", "/api/notes/", quin, "")).isEqualTo(200);
        }
        Answer refused = get("/api/notes/", pia);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("throttled");
        assertThat(refused.response().headers().firstValue("Retry-After")).isPresent();
        assertThat(status("GET", "/api/notes/", quin, "")).isEqualTo(200);
    }

    /** The change counts for the token that was issued before it. */
    @Test
    void upgrade_countsAtOnce() {
        String id = user("fay", "free").id().text();
        String fay = signIn("fay");
        String first = add(fay, "one");
        add(fay, "two");
        add(fay, "three");
        assertThat(status("PATCH", "/api/admin/users/" + id + "/", signIn("ada"), "{\"tier\":\"premium\"}"))
                .isEqualTo(200);
        add(fay, "four");
        assertThat(status("POST", first + "readers/", fay, "{\"username\":\"ada\"}"))
                .isEqualTo(204);
    }

    @Test
    void exportToken_readsTheExport_andNothingElse() throws IOException {
        String ada = signIn("ada");
        String note = add(ada, "for the export");
        String job = "Token " + exportToken();
        assertThat(get("/api/export/", job).body()).contains("for the export");
        assertThat(status("GET", "/api/notes/", job, "")).isEqualTo(403);
        assertThat(status("GET", note, job, "")).isEqualTo(403);
        assertThat(status("GET", "/api/profile/", job, "")).isEqualTo(403);
        assertThat(status("GET", "/api/export/", ada, "")).isEqualTo(403);
        assertThat(status("GET", "/api/export/", "", "")).isEqualTo(401);
    }

    /** The scope alone is not enough: its owner needs the role. */
    @Test
    void ownApiTokens_useNotes_withTheirScope_andNeverTheExport() {
        user("gil", "premium");
        String gil = signIn("gil");
        String limited = "Token " + apiToken(gil, "notes");
        String note = add(limited, "by a program");
        assertThat(get(note, limited).status()).isEqualTo(200);
        assertThat(status("POST", note + "readers/", limited, "{\"username\":\"ada\"}"))
                .isEqualTo(204);
        String exporting = "Token " + apiToken(gil, "notes:export");
        assertThat(status("GET", "/api/export/", exporting, "")).isEqualTo(403);
        assertThat(status("GET", note, exporting, "")).isEqualTo(403);
    }

    private String apiToken(String authorization, String scope) {
        Answer made = send(
                "POST",
                "/api/tokens/",
                authorization,
                "{\"name\":\"mine\",\"scopes\":[\"" + scope + "\"],\"expires_in\":\"1h\"}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made.json().path("token").asString();
    }

    @Test
    void invalidTexts_andNames_areExplained() {
        String ada = signIn("ada");
        Answer empty = send("POST", "/api/notes/", ada, "{\"text\":\" \"}");
        assertThat(empty.status()).isEqualTo(400);
        assertThat(empty.json().path("detail").asString()).contains("1 to 2000 characters");
        assertThat(status("POST", "/api/notes/", ada, "{}")).isEqualTo(400);
        Answer stranger = send("POST", add(ada, "mine") + "readers/", ada, "{\"username\":\"no one\"}");
        assertThat(stranger.status()).isEqualTo(400);
        assertThat(stranger.json().path("detail").asString()).contains("no user of that name");
    }

    @Test
    void page_isOpen_withAStrictPolicy_andNothingElseIs() {
        Answer page = get("/", "");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.response()
                        .headers()
                        .firstValue("Content-Security-Policy")
                        .orElseThrow())
                .contains("default-src 'none'", "script-src 'self'")
                .doesNotContain("unsafe");
        for (String file : new String[] {"/index.html", "/app.js", "/app.css", "/favicon.svg"}) {
            assertThat(status("GET", file, "", "")).as(file).isEqualTo(200);
        }
        assertThat(page.body()).doesNotContain("<style", "onclick", "<script>");
        assertThat(status("GET", "/nowhere", "", "")).isEqualTo(401);
        assertThat(status("GET", "/schema.sql", "", "")).isEqualTo(401);
        assertThat(status("POST", "/", "", "")).isEqualTo(401);
        assertThat(get("/actuator/health/readiness", "").body()).contains("UP");
        assertThat(status("GET", "/actuator", "", "")).isEqualTo(401);
        user("olga", "free");
        assertThat(status("GET", "/actuator", signIn("olga"), "")).isEqualTo(403);
    }
}
