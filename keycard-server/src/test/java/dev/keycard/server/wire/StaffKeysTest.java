package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuthEvent;
import dev.keycard.crypto.Base64Url;
import dev.keycard.crypto.Entropy;
import dev.keycard.crypto.Secret;
import dev.keycard.jwt.JwsAlgorithm;
import dev.keycard.user.User;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code /api/admin/keys/}: superusers list, rotate and remove signing keys. */
class StaffKeysTest {

    private static final String KEYS = "/api/admin/keys/";

    @AutoClose
    private final StaffDesk desk = new StaffDesk();

    @Test
    void rotating_publishesTheNextKey_andShowsNothingOfIt() {
        String signing = signingKid();
        Reply made = desk.post(desk.root, KEYS, "{}").expect(201);
        Reply list = desk.get(desk.root, KEYS).expect(200);
        assertThat(state(list, made.text("kid"))).isEqualTo("published");
        assertThat(state(list, signing)).isEqualTo("signing");
        assertThat(list.body()).doesNotContain("\"d\"").doesNotContain("sealed");
        assertThat(desk.server.client().get("/.well-known/jwks.json").send().body())
                .contains(made.text("kid"));
        assertThat(desk.server.events().of(AuthEvent.KeyAdded.class)).anySatisfy(event -> {
            assertThat(event.kid()).isEqualTo(made.text("kid"));
            assertThat(event.context().actorId()).isEqualTo(desk.root.id());
        });
    }

    @Test
    void rotatingAtOnce_signsWithTheNewKey() {
        String old = signingKid();
        Reply made = desk.post(desk.root, KEYS, "{\"at_once\":true}").expect(201);
        assertThat(signingKid()).isEqualTo(made.text("kid")).isNotEqualTo(old);
        desk.post(desk.root, KEYS, "{\"at_once\":\"yes\"}").expectFields("at_once");
    }

    @Test
    void removing_killsEveryTokenOfTheKey() {
        User ann = desk.server.user("ann");
        String access = desk.server.signIn("ann").access();
        desk.profile("Bearer " + access).expect(200);
        String kid = signingKid();
        desk.delete(desk.root, KEYS + kid + "/").expect(204);
        desk.profile("Bearer " + access).expect(401, "token_not_valid");
        desk.profile("Bearer " + desk.token(ann)).expect(200);
        desk.delete(desk.root, KEYS + kid + "/").expect(404, "not_found");
        desk.delete(desk.root, KEYS + "unknown/").expect(404, "not_found");
    }

    @Test
    void staffWhoAreNoSuperusers_areRefused() {
        String kid = signingKid();
        desk.get(desk.clerk, KEYS).expect(403, "permission_denied");
        desk.post(desk.clerk, KEYS, "{\"at_once\":true}").expect(403, "permission_denied");
        desk.delete(desk.clerk, KEYS + kid + "/").expect(403, "permission_denied");
        assertThat(signingKid()).isEqualTo(kid);
    }

    @Test
    void configuredKey_isNotChangedHere() {
        Secret secret =
                new Secret("base64url:" + Base64Url.encode(Entropy.secure().bytes(48)));
        try (StaffDesk other =
                new StaffDesk(RunningServer.start(Config.jwt(jwt -> jwt.withKey(JwsAlgorithm.HS256, secret))))) {
            Reply list = other.get(other.root, KEYS).expect(200);
            JsonNode key = list.json().get("results").get(0);
            assertThat(key.get("state").asString()).isEqualTo("configured");
            assertThat(list.body()).doesNotContain(secret.reveal());
            other.post(other.root, KEYS, "{}").expectFields("non_field_errors");
            other.delete(other.root, KEYS + key.get("kid").asString() + "/").expectFields("non_field_errors");
        }
    }

    private String signingKid() {
        for (JsonNode key : desk.get(desk.root, KEYS).expect(200).json().get("results")) {
            if (key.get("state").asString().equals("signing")) {
                return key.get("kid").asString();
            }
        }
        throw new AssertionError("no key signs");
    }

    private static String state(Reply list, String kid) {
        for (JsonNode key : list.json().get("results")) {
            if (key.get("kid").asString().equals(kid)) {
                return key.get("state").asString();
            }
        }
        throw new AssertionError("no key " + kid + " in " + list.body());
    }
}
