package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.keycard.audit.AuditContext;
import dev.keycard.crypto.Base64Url;
import dev.keycard.crypto.Entropy;
import dev.keycard.crypto.Secret;
import dev.keycard.id.TimeId;
import dev.keycard.login.EndReason;
import dev.keycard.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What somebody with a key of {@code jwt.verifying-keys} can do, and cannot. */
class VerifyingKeysTest {

    private static final byte[] SECRET = Entropy.secure().bytes(48);

    @AutoClose
    private static final RunningServer SERVER = RunningServer.start(
            Config.jwt(jwt -> jwt.withVerifyingKeys(new Secret("HS256:base64url:" + Base64Url.encode(SECRET)))));

    private static final String CALLER = ServiceTokens.introspecting(SERVER);

    @Test
    void madeUpLogin_outlivesNoEndingOfAllLogins() {
        User user = SERVER.user("everywhere");
        String hourAhead =
                TimeId.at(now().plus(Duration.ofHours(1)), Entropy.secure()).text();
        String token = signed(access(user).claim("sid", hourAhead).build());
        profile(token).expect(200);

        SERVER.client()
                .post("/api/logout-all/")
                .bearer(SERVER.signIn("everywhere").access())
                .send()
                .expect(204);

        profile(token).expect(401, "token_not_valid");
        introspect(token);
    }

    @Test
    void madeUpLogin_issuedAheadOfTheClock_isRefused() {
        User user = SERVER.user("ahead");
        String sid = TimeId.at(now(), Entropy.secure()).text();
        JWTClaimsSet claims = access(user)
                .claim("sid", sid)
                .issueTime(Date.from(now().plusSeconds(60)))
                .build();
        profile(signed(claims)).expect(401, "token_not_valid");
    }

    @Test
    void realLogin_lendsNeitherRightsNorAuthTime_andTakesTheTokenAlongWhenItEnds() {
        User user = SERVER.user("real");
        Pair pair = SERVER.signIn("real");
        String token = signed(access(user)
                .claim("sid", pair.login())
                .claim("is_staff", true)
                .claim("roles", List.of("boss"))
                .build());
        SERVER.client().get("/api/admin/users/").bearer(token).send().expect(403, "permission_denied");
        assertThat(SERVER.client()
                        .get("/api/logins/")
                        .bearer(token)
                        .send()
                        .expect(200)
                        .body())
                .doesNotContain("\"current\":true");
        SERVER.client().post("/oauth2/revoke").form("token", token).send().expect(400);
        profile(pair.access()).expect(200);

        SERVER.client()
                .delete("/api/logins/" + pair.login() + "/")
                .bearer(pair.access())
                .send()
                .expect(204);
        profile(token).expect(401, "token_not_valid");
        introspect(token);
    }

    @Test
    void login_thatEndedLongAgo_isStillNoUse() {
        User user = SERVER.user("old");
        Pair pair = SERVER.signIn("old");
        SERVER.stores()
                .logins()
                .end(TimeId.parse(pair.login()).orElseThrow(), EndReason.SIGNED_OUT, AuditContext.at(now()));
        Date issued = Date.from(now());
        SERVER.advance(Duration.ofHours(2));
        JWTClaimsSet claims =
                access(user).claim("sid", pair.login()).issueTime(issued).build();
        profile(signed(claims)).expect(401, "token_not_valid");
    }

    @Test
    void refreshToken_thatNamesARealLogin_isNone() {
        SERVER.user("target");
        Pair pair = SERVER.signIn("target");
        String forged = signed(pair.refreshClaims());
        for (String path : List.of("refresh", "blacklist")) {
            SERVER.client()
                    .post("/api/token/" + path + "/")
                    .json("refresh", forged)
                    .send()
                    .expect(401, "token_not_valid");
        }
        SERVER.client().post("/oauth2/revoke").form("token", forged).send().expect(200);
        introspect(forged);
        profile(pair.access()).expect(200);
    }

    private static void introspect(String token) {
        assertThat(SERVER.client()
                        .post("/oauth2/introspect")
                        .authorization(CALLER)
                        .form("token", token)
                        .send()
                        .expect(200)
                        .body())
                .isEqualTo("{\"active\":false}");
    }

    private static JWTClaimsSet.Builder access(User user) {
        return new JWTClaimsSet.Builder()
                .claim("token_type", "access")
                .claim("user_id", user.id().value())
                .expirationTime(Date.from(now().plus(Duration.ofHours(3))))
                .issueTime(Date.from(now()))
                .jwtID("made-up");
    }

    private static String signed(JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            token.sign(new MACSigner(SECRET));
            return token.serialize();
        } catch (JOSEException failed) {
            throw new AssertionError("cannot sign", failed);
        }
    }

    private static Instant now() {
        return SERVER.clock().instant();
    }

    private static Reply profile(String token) {
        return SERVER.client().get("/api/profile/").bearer(token).send();
    }
}
