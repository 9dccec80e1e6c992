package dev.keycard.server.wire;

import static dev.keycard.server.wire.RunningServer.PASSWORD;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuditContext;
import dev.keycard.crypto.Base64Url;
import dev.keycard.crypto.Digest;
import dev.keycard.gate.Scheme;
import dev.keycard.key.RingKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** After everything was used, the database's own bytes hold no secret that could be presented, and events tell none. */
class SecretsAtRestTest {

    private static final String NEW_PASSWORD = "another-Lantern-9";
    private static final String TYPED_WRONG = "mistyped-Lantern-4711";

    @AutoClose
    private final RunningServer server =
            RunningServer.start(Config.schemes(Scheme.JWT, Scheme.TOKEN, Scheme.SESSION, Scheme.BASIC));

    private final List<String> secrets = new ArrayList<>(List.of(PASSWORD, NEW_PASSWORD, TYPED_WRONG));

    @Test
    void databaseAndEvents_holdNoSecret() throws IOException {
        server.user("ada");
        String sessionId = useEverything();
        String bytes = everythingOnDisk();
        assertThat(bytes).as("what is looked for would be found").contains("ada", Digest.ofSecret(sessionId));
        assertThat(bytes).as("no password").doesNotContain(PASSWORD, NEW_PASSWORD, TYPED_WRONG);
        for (String secret : secrets) {
            assertThat(bytes.contains(secret)).as(secret).isFalse();
            assertThat(server.events().all().toString()).doesNotContain(secret);
        }
        for (String key : privateKeyMaterial()) {
            assertThat(bytes.contains(key)).as("private key material").isFalse();
        }
    }

    /** Collects each secret that a client gets or sends; returns a session's id. */
    private String useEverything() {
        signIn(TYPED_WRONG).expect(401);
        server.client()
                .post("/api/token/")
                .json("username", TYPED_WRONG, "password", "x")
                .send()
                .expect(401);
        Pair pair = Pair.of(signIn(PASSWORD).expect(200));
        keep(pair);
        keep(Pair.of(server.client()
                .post("/api/token/refresh/")
                .json("refresh", pair.refresh())
                .send()
                .expect(200)));
        keepOpaque(server.client()
                .post("/api/token-auth/")
                .json("username", "ada", "password", PASSWORD)
                .send()
                .expect(200)
                .text("token")
                .substring("kc_".length()));
        keepOpaque(server.client()
                .post("/api/tokens/")
                .bearer(pair.access())
                .json("name", "laptop")
                .send()
                .expect(201)
                .text("token")
                .substring("kc_".length()));
        Browser browser = Browser.signedIn(server, "ada");
        browser.profile().expect(200);
        keepOpaque(browser.session());
        secrets.add(browser.csrf());
        server.client()
                .post("/api/password/change/")
                .bearer(pair.access())
                .json("old_password", PASSWORD, "new_password", NEW_PASSWORD)
                .send()
                .expect(204);
        server.node()
                .keycard()
                .keys()
                .rotate(Duration.ZERO, AuditContext.at(server.clock().instant()));
        keep(Pair.of(signIn(NEW_PASSWORD).expect(200)));
        return browser.session();
    }

    private Reply signIn(String password) {
        return server.client()
                .post("/api/token/")
                .json("username", "ada", "password", password)
                .send();
    }

    private void keep(Pair pair) {
        for (String token : List.of(pair.access(), pair.refresh())) {
            secrets.add(token);
            secrets.add(token.substring(token.lastIndexOf('.') + 1));
        }
    }

    /** The text of 43 characters, and the 32 bytes that it stands for. */
    private void keepOpaque(String text) {
        String body = text.substring(0, 43);
        secrets.add(body);
        secrets.add(latin(Base64Url.decode(body).orElseThrow()));
    }

    private List<String> privateKeyMaterial() {
        List<String> material = new ArrayList<>();
        for (RingKey key : server.node().keycard().keys().current().keys()) {
            JsonNode jwk = JsonMapper.builder()
                    .build()
                    .readTree(requireNonNull(key.signing()).toPrivateJwkJson());
            String scalar = jwk.get("d").asString();
            material.add(scalar);
            material.add(latin(Base64Url.decode(scalar).orElseThrow()));
        }
        assertThat(material).as("two keys, each as text and as bytes").hasSize(4);
        return material;
    }

    /** Every file that the database has, as it lies there. */
    private String everythingOnDisk() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(server.directory())) {
            for (Path file : files.toList()) {
                all.append(latin(Files.readAllBytes(file)));
            }
        }
        return all.toString();
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
