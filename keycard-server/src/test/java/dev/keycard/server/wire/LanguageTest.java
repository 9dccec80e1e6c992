package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.server.testing.ServersOwn;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code Accept-Language}: the same refusal in each language, and English where none fits. */
class LanguageTest {

    @AutoClose
    private static final RunningServer SERVER = RunningServer.start();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|en|There is nothing here.",
                "de-AT, en;q=0.5|de|Hier gibt es nichts.",
                "tlh, fr;q=0.9, en;q=0.1|fr|Il n’y a rien ici.",
                "es-419|es|Aquí no hay nada.",
                "tlh|en|There is nothing here.",
                "de;q=0|en|There is nothing here.",
                "*|en|There is nothing here.",
                ";;q=,|en|There is nothing here."
            })
    void refusal_isSaidInTheClientsLanguage(String accepted, String language, String sentence) {
        Reply reply = SERVER.client()
                .get("/nowhere/")
                .header("Accept-Language", accepted)
                .send()
                .expect(404, "not_found");
        assertThat(reply.text("detail")).isEqualTo(sentence);
        assertThat(reply.header("Content-Language")).isEqualTo(language);
        assertThat(String.join(", ", reply.headerLines("Vary"))).contains("Accept-Language");
    }

    @ParameterizedTest
    @CsvSource({
        "en, This field is needed.",
        "de, Dieses Feld wird benötigt.",
        "fr, Ce champ est nécessaire.",
        "es, Este campo es necesario."
    })
    void fieldErrors_too(String language, String sentence) {
        Reply reply = SERVER.client()
                .post("/api/token/")
                .header("Accept-Language", language)
                .jsonText("{}")
                .send()
                .expectFields("username", "password");
        assertThat(reply.json().get("username").get(0).stringValue()).isEqualTo(sentence);
        assertThat(reply.header("Content-Language")).isEqualTo(language);
    }

    @Test
    void problems_andTokenMessages_too() {
        Reply problem = SERVER.client()
                .get("/api/profile/")
                .bearer("rubbish")
                .header("Accept", "application/problem+json")
                .header("Accept-Language", "fr")
                .send()
                .expect(401, "token_not_valid");
        assertThat(problem.text("detail")).isEqualTo("Le jeton est mal formé, expiré ou révoqué.");
        assertThat(problem.json().at("/messages/0/message").stringValue()).isEqualTo(problem.text("detail"));
    }

    @Test
    @ServersOwn("The container limits heads of requests, and answers those that are too long.")
    void refusalsBeforeTheEngine_too() {
        Reply reply = SERVER.client().raw("GET /" + "x".repeat(5000) + " HTTP/1.1", "Accept-Language: de");
        assertThat(reply.status()).isEqualTo(414);
    }
}
