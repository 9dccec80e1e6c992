package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.keycard.audit.AuditContext;
import dev.keycard.crypto.Base64Url;
import dev.keycard.crypto.Entropy;
import dev.keycard.crypto.Secret;
import dev.keycard.id.UserId;
import dev.keycard.jwt.JwsAlgorithm;
import dev.keycard.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A key shared with a program that signs tokens of simplejwt's shape: no {@code kid}, no {@code sid}. */
class SharedKeyTest {

    private static final byte[] SHARED = Entropy.secure().bytes(48);
    private static final Secret CONFIGURED = new Secret("base64url:" + Base64Url.encode(SHARED));

    @AutoClose
    private static final RunningServer SERVER =
            RunningServer.start(Config.jwt(jwt -> jwt.withKey(JwsAlgorithm.HS256, CONFIGURED)));

    @Test
    void foreignAccessToken_isAccepted() {
        User user = SERVER.user("foreign");
        assertThat(profile(foreign(user.id())).expect(200).text("username")).isEqualTo("foreign");
    }

    @Test
    void foreignAccessToken_withNumericUserId_isAccepted() {
        User user = SERVER.user("numeric");
        JWTClaimsSet claims = claims().claim("user_id", user.id().value()).build();
        profile(signed(claims, SHARED)).expect(200);
    }

    @Test
    void foreignAccessToken_givesNoRightsOfItsOwn() {
        User user = SERVER.user("pretender");
        JWTClaimsSet claims = claims().claim("user_id", user.id().value())
                .claim("is_staff", true)
                .claim("is_superuser", true)
                .build();
        SERVER.client()
                .get("/api/admin/users/")
                .bearer(signed(claims, SHARED))
                .send()
                .expect(403, "permission_denied");
    }

    @Test
    void foreignAccessToken_isBoundToTheUsersState() {
        User user = SERVER.user("bound");
        String token = foreign(user.id());
        profile(token).expect(200);
        SERVER.setActive(user, false);
        profile(token).expect(401, "user_inactive");
        SERVER.setActive(user, true);
        profile(token).expect(401, "token_not_valid"); // Deactivation revoked what was issued before it.
        SERVER.advance(Duration.ofSeconds(1));
        profile(foreign(user.id())).expect(200);
        SERVER.stores().users().delete(user.id(), AuditContext.at(SERVER.clock().instant()));
        profile(foreign(user.id())).expect(401, "user_not_found");
    }

    @Test
    void foreignAccessToken_isRefusedAfterLogoutAll() {
        User user = SERVER.user("everywhere");
        String token = foreign(user.id());
        SERVER.client().post("/api/logout-all/").bearer(token).send().expect(204);
        profile(token).expect(401, "token_not_valid");
        SERVER.advance(Duration.ofSeconds(1));
        profile(foreign(user.id())).expect(200);
    }

    @Test
    void withoutUserClaim_isTokenNotValid() {
        profile(signed(claims().build(), SHARED)).expect(401, "token_not_valid");
    }

    @Test
    void unknownUser_isUserNotFound() {
        profile(foreign(UserId.of(999_999))).expect(401, "user_not_found");
    }

    @Test
    void foreignRefreshToken_isNotExchanged_forItNamesNoLogin() {
        User user = SERVER.user("refresher");
        JWTClaimsSet claims = claims().claim("user_id", user.id().value())
                .claim("token_type", "refresh")
                .build();
        SERVER.client()
                .post("/api/token/refresh/")
                .json("refresh", signed(claims, SHARED))
                .send()
                .expect(401, "token_not_valid");
    }

    @Test
    void anotherKey_isTokenNotValid() {
        User user = SERVER.user("forged");
        JWTClaimsSet claims = claims().claim("user_id", user.id().value()).build();
        profile(signed(claims, Entropy.secure().bytes(48))).expect(401, "token_not_valid");
    }

    @Test
    void anotherAlgorithmOfTheSameKey_isTokenNotValid() throws JOSEException {
        User user = SERVER.user("confused");
        JWTClaimsSet claims = claims().claim("user_id", user.id().value()).build();
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS384), claims);
        token.sign(new MACSigner(SHARED));
        profile(token.serialize()).expect(401, "token_not_valid");
    }

    @Test
    void ourAccessTokens_areAcceptedByWhoeverHasTheKey() throws Exception {
        SERVER.user("ours");
        String access = SERVER.signIn("ours").access();
        assertThat(SignedJWT.parse(access).verify(new MACVerifier(SHARED))).isTrue();
    }

    @Test
    void ourRefreshTokens_areSignedByAnotherKey_andNameTheirType() throws Exception {
        SERVER.user("apart");
        SignedJWT refresh = SignedJWT.parse(SERVER.signIn("apart").refresh());
        assertThat(refresh.verify(new MACVerifier(SHARED))).isFalse();
        assertThat(refresh.getHeader().toJSONObject()).isEqualTo(Map.of("alg", "HS256", "typ", "refresh+jwt"));
    }

    @Test
    void whoeverHasTheKey_makesNoRefreshToken_thoughItNamesARealLogin() throws Exception {
        SERVER.user("target");
        Pair pair = SERVER.signIn("target");
        for (JWSHeader header : new JWSHeader[] {
            new JWSHeader(JWSAlgorithm.HS256),
            SignedJWT.parse(pair.refresh()).getHeader(),
            SignedJWT.parse(pair.access()).getHeader()
        }) {
            SignedJWT forged = new SignedJWT(header, pair.refreshClaims());
            forged.sign(new MACSigner(SHARED));
            for (String path : new String[] {"refresh", "blacklist"}) {
                SERVER.client()
                        .post("/api/token/" + path + "/")
                        .json("refresh", forged.serialize())
                        .send()
                        .expect(401, "token_not_valid");
            }
            SERVER.client()
                    .post("/api/token/verify/")
                    .json("token", forged.serialize())
                    .send()
                    .expect(401, "token_not_valid");
        }
        profile(pair.access()).expect(200);
    }

    @Test
    void refreshToken_isNoAccessToken() {
        SERVER.user("opener");
        profile(SERVER.signIn("opener").refresh()).expect(401, "token_not_valid");
    }

    /** It would outlive the ending of all logins: nothing but its iat is compared with that. */
    @Test
    void foreignAccessToken_whoseIatIsAheadOfTheClock_isRefused() {
        User user = SERVER.user("early");
        Instant ahead = SERVER.clock().instant().plusSeconds(30);
        JWTClaimsSet claims = claims().claim("user_id", user.id().value())
                .issueTime(Date.from(ahead))
                .build();
        profile(signed(claims, SHARED)).expect(401, "token_not_valid");
        SERVER.advance(Duration.ofSeconds(31));
        profile(signed(claims, SHARED)).expect(200);
    }

    @Test
    void foreignAccessToken_withinTheLeeway_isReachedByTheEndingOfAllLogins() {
        try (RunningServer lenient = RunningServer.start(
                Config.jwt(jwt -> jwt.withKey(JwsAlgorithm.HS256, CONFIGURED).withLeeway(Duration.ofSeconds(60))))) {
            User user = lenient.user("lenient");
            Instant now = lenient.clock().instant();
            JWTClaimsSet claims = claims().claim("user_id", user.id().value())
                    .issueTime(Date.from(now.plusSeconds(30)))
                    .expirationTime(Date.from(now.plusSeconds(900)))
                    .build();
            String token = signed(claims, SHARED);
            profile(lenient, token).expect(200);
            lenient.client().post("/api/logout-all/").bearer(token).send().expect(204);
            profile(lenient, token).expect(401, "token_not_valid");
            lenient.advance(Duration.ofSeconds(40));
            profile(lenient, token).expect(401, "token_not_valid");
        }
    }

    private static String foreign(UserId userId) {
        return signed(claims().claim("user_id", userId.text()).build(), SHARED);
    }

    private static JWTClaimsSet.Builder claims() {
        Instant now = SERVER.clock().instant();
        return new JWTClaimsSet.Builder()
                .claim("token_type", "access")
                .expirationTime(Date.from(now.plusSeconds(300)))
                .issueTime(Date.from(now))
                .jwtID(HexFormat.of().formatHex(Entropy.secure().bytes(16)));
    }

    private static String signed(JWTClaimsSet claims, byte[] key) {
        try {
            SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            token.sign(new MACSigner(key));
            return token.serialize();
        } catch (JOSEException failed) {
            throw new AssertionError("cannot sign", failed);
        }
    }

    private static Reply profile(String token) {
        return profile(SERVER, token);
    }

    private static Reply profile(RunningServer server, String token) {
        return server.client().get("/api/profile/").bearer(token).send();
    }
}
