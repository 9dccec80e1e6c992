package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.jwt.JwsAlgorithm;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code /.well-known/jwks.json}, {@code /healthz} and {@code /readyz}. */
class PublicEndpointsTest {

    @AutoClose
    private static final RunningServer SERVER = RunningServer.start();

    @ParameterizedTest
    @EnumSource(
            value = JwsAlgorithm.class,
            names = {"ES256", "ES384", "ES512", "RS256", "PS256", "EdDSA"})
    void jwks_holdsPublicKeysOnly(JwsAlgorithm algorithm) {
        try (RunningServer server = RunningServer.start(Config.jwt(jwt -> jwt.withAlgorithm(algorithm)))) {
            Reply reply = server.client().get("/.well-known/jwks.json").send().expect(200);
            assertThat(reply.json().get("keys").size()).isEqualTo(1);
            JsonNode key = reply.json().get("keys").get(0);
            assertThat(key.propertyNames())
                    .contains("kty", "kid", "alg", "use")
                    .doesNotContain("d", "p", "q", "dp", "dq", "qi", "k");
            assertThat(key.get("alg").asString()).isEqualTo(algorithm.joseName());
        }
    }

    @Test
    void jwks_ofASharedSecret_isEmpty() {
        try (RunningServer server = RunningServer.start(Config.jwt(jwt -> jwt.withAlgorithm(JwsAlgorithm.HS256)))) {
            Reply reply = server.client().get("/.well-known/jwks.json").send().expect(200);
            assertThat(reply.body()).isEqualTo("{\"keys\":[]}");
        }
    }

    @Test
    void jwks_mayBeCached() {
        Reply reply = SERVER.client().get("/.well-known/jwks.json").send().expect(200);
        assertThat(reply.header("Cache-Control")).isEqualTo("public, max-age=300");
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/readyz", "/.well-known/jwks.json"})
    void areOpen_andTakeNoNoticeOfCredentials(String path) {
        SERVER.client().get(path).send().expect(200);
        SERVER.client().get(path).authorization("Bearer a b c").send().expect(200);
    }

    @Test
    void healthzAndReadyz_sayOk() {
        assertThat(SERVER.client().get("/healthz").send().body()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(SERVER.client().get("/readyz").send().body()).isEqualTo("{\"status\":\"ok\"}");
    }
}
