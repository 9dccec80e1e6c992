package dev.keycard.server.wire;

import static dev.keycard.server.wire.StaffDesk.USERS;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.keycard.crypto.Base64Url;
import dev.keycard.crypto.Entropy;
import dev.keycard.crypto.Secret;
import dev.keycard.jwt.JwsAlgorithm;
import dev.keycard.user.User;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Whoever takes the name of a deleted or renamed user gets nothing of theirs: not by any kind of credential. */
class NewcomerTest {

    private static final byte[] SHARED = Entropy.secure().bytes(48);
    private static final Secret CONFIGURED = new Secret("base64url:" + Base64Url.encode(SHARED));

    @AutoClose
    private static final StaffDesk DESK =
            new StaffDesk(RunningServer.start(Config.jwt(jwt -> jwt.withKey(JwsAlgorithm.HS256, CONFIGURED))));

    private static final RunningServer SERVER = DESK.server;

    @Test
    void deletedUsersCredentials_workForNobody_alsoAfterTheNameIsTaken() {
        User ann = SERVER.user("ann");
        Credentials old = Credentials.of(ann);
        DESK.delete(DESK.clerk, StaffDesk.pathOf(ann)).expect(204);
        User newcomer = newcomer("ann");
        assertThat(newcomer.id().number().orElseThrow())
                .isGreaterThan(ann.id().number().orElseThrow());
        DESK.profile("Bearer " + old.pair().access()).expect(401);
        DESK.profile("Bearer " + old.foreign()).expect(401, "user_not_found");
        DESK.profile("Token " + old.apiToken()).expect(401, "authentication_failed");
        old.browser().profile().expect(401);
        refresh(old.pair()).expect(401);
        showsNothing(newcomer);
    }

    @Test
    void renamedUsersCredentials_stayTheirs_whenTheOldNameIsTaken() {
        User bob = SERVER.user("bob");
        Credentials old = Credentials.of(bob);
        DESK.patch(DESK.clerk, bob, "{\"username\":\"robert\"}").expect(200);
        User newcomer = newcomer("bob");
        for (Reply reply : new Reply[] {
            DESK.profile("Bearer " + old.pair().access()),
            DESK.profile("Bearer " + old.foreign()),
            DESK.profile("Token " + old.apiToken()),
            old.browser().profile(),
            DESK.profile("Bearer " + refresh(old.pair()).expect(200).text("access"))
        }) {
            assertThat(reply.expect(200).json().get("id").asLong())
                    .isEqualTo(bob.id().value());
            assertThat(reply.text("username")).isEqualTo("robert");
        }
        showsNothing(newcomer);
    }

    private record Credentials(Pair pair, String foreign, String apiToken, Browser browser) {

        static Credentials of(User user) {
            Browser browser = Browser.signedIn(SERVER, user.username());
            return new Credentials(SERVER.signIn(user.username()), foreignOf(user), DESK.apiToken(user), browser);
        }
    }

    private static User newcomer(String name) {
        DESK.post(DESK.clerk, USERS, "{\"username\":\"" + name + "\"}").expect(403, "name_reserved");
        return SERVER.newcomer(name);
    }

    private static void showsNothing(User newcomer) {
        String access = SERVER.signIn(newcomer.username()).access();
        Reply tokens = SERVER.client().get("/api/tokens/").bearer(access).send().expect(200);
        assertThat(tokens.json().get("results")).isEmpty();
        Reply logins = SERVER.client().get("/api/logins/").bearer(access).send().expect(200);
        assertThat(logins.json().get("results")).hasSize(1);
    }

    private static Reply refresh(Pair pair) {
        return SERVER.client()
                .post("/api/token/refresh/")
                .json("refresh", pair.refresh())
                .send();
    }

    /** A token of simplejwt's shape, which names its user and no login. */
    private static String foreignOf(User user) {
        Instant now = SERVER.clock().instant();
        SignedJWT token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .claim("token_type", "access")
                        .claim("user_id", user.id().text())
                        .expirationTime(Date.from(now.plusSeconds(300)))
                        .issueTime(Date.from(now))
                        .jwtID("foreign-" + user.id())
                        .build());
        try {
            token.sign(new MACSigner(SHARED));
        } catch (JOSEException failed) {
            throw new AssertionError("cannot sign", failed);
        }
        return token.serialize();
    }
}
