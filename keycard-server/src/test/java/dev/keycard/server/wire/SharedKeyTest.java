package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.keycard.audit.Occasion;
import dev.keycard.crypto.Base64Url;
import dev.keycard.crypto.Entropy;
import dev.keycard.crypto.Secret;
import dev.keycard.jwt.JwsAlgorithm;
import dev.keycard.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
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
        JWTClaimsSet claims = claims().claim("user_id", user.id()).build();
        profile(signed(claims, SHARED)).expect(200);
    }

    @Test
    void foreignAccessToken_givesNoRightsOfItsOwn() {
        User user = SERVER.user("pretender");
        JWTClaimsSet claims = claims().claim("user_id", user.id())
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
        SERVER.stores().users().delete(user.id(), Occasion.at(SERVER.clock().instant()));
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
        profile(foreign(999_999)).expect(401, "user_not_found");
    }

    @Test
    void foreignRefreshToken_isNotExchanged_forItNamesNoLogin() {
        User user = SERVER.user("refresher");
        JWTClaimsSet claims = claims().claim("user_id", user.id())
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
        JWTClaimsSet claims = claims().claim("user_id", user.id()).build();
        profile(signed(claims, Entropy.secure().bytes(48))).expect(401, "token_not_valid");
    }

    @Test
    void anotherAlgorithmOfTheSameKey_isTokenNotValid() throws JOSEException {
        User user = SERVER.user("confused");
        JWTClaimsSet claims = claims().claim("user_id", user.id()).build();
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS384), claims);
        token.sign(new MACSigner(SHARED));
        profile(token.serialize()).expect(401, "token_not_valid");
    }

    @Test
    void ourTokens_areAcceptedByWhoeverHasTheKey() throws Exception {
        SERVER.user("ours");
        Pair pair = SERVER.signIn("ours");
        for (String token : new String[] {pair.access(), pair.refresh()}) {
            assertThat(SignedJWT.parse(token).verify(new MACVerifier(SHARED))).isTrue();
        }
    }

    private static String foreign(long userId) {
        return signed(claims().claim("user_id", Long.toString(userId)).build(), SHARED);
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
        return SERVER.client().get("/api/profile/").bearer(token).send();
    }
}
