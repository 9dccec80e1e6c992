package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a JWT says and how another program checks it, with a foreign library and nothing but the published keys. */
class TokenClaimsTest {

    @AutoClose
    private static final RunningServer SERVER = RunningServer.start();

    private static final User GRACE = SERVER.user("grace", TokenClaimsTest::withRoles);

    @Test
    void otherPrograms_checkAccessTokensByThePublishedKeys() throws Exception {
        SignedJWT access = SignedJWT.parse(SERVER.signIn("grace").access());
        var key = keys().getKeyByKeyId(access.getHeader().getKeyID());
        assertThat(access.verify(new ECDSAVerifier(key.toECKey()))).isTrue();
    }

    /** A library that checks by key set, and looks at no claim but exp, must not take it for an access token. */
    @Test
    void noPublishedKey_checksRefreshTokens() throws Exception {
        String refresh = SERVER.signIn("grace").refresh();
        SignedJWT parsed = SignedJWT.parse(refresh);
        assertThat(parsed.getHeader().toJSONObject()).isEqualTo(Map.of("alg", "HS256", "typ", "refresh+jwt"));
        assertThat(new JWKSelector(JWKMatcher.forJWSHeader(parsed.getHeader())).select(keys()))
                .isEmpty();
        DefaultJWTProcessor<SecurityContext> library = new DefaultJWTProcessor<>();
        library.setJWSKeySelector(new JWSVerificationKeySelector<>(
                Set.of(JWSAlgorithm.HS256, JWSAlgorithm.ES256, JWSAlgorithm.RS256), new ImmutableJWKSet<>(keys())));
        library.setJWSTypeVerifier((type, context) -> {});
        assertThatThrownBy(() -> library.process(refresh, null)).isInstanceOf(BadJOSEException.class);
    }

    private static JWKSet keys() throws ParseException {
        return JWKSet.parse(
                SERVER.client().get("/.well-known/jwks.json").send().expect(200).body());
    }

    @Test
    void header_hasAlgorithmTypeAndKeyAndNothingElse() throws Exception {
        SignedJWT parsed = SignedJWT.parse(SERVER.signIn("grace").access());
        assertThat(parsed.getHeader().toJSONObject()).containsOnlyKeys("alg", "typ", "kid");
        assertThat(parsed.getHeader().getAlgorithm().getName()).isEqualTo("ES256");
        assertThat(parsed.getHeader().getType()).hasToString("JWT");
    }

    @Test
    void access_carriesRights_butNoNameNoAddressNoSecret() throws Exception {
        Pair pair = SERVER.signIn("grace");
        JWTClaimsSet claims = pair.accessClaims();
        assertThat(claims.getClaims().keySet())
                .containsExactlyInAnyOrder(
                        "token_type",
                        "exp",
                        "iat",
                        "jti",
                        "user_id",
                        "sub",
                        "sid",
                        "roles",
                        "tier",
                        "is_staff",
                        "auth_time",
                        "amr");
        assertThat(claims.getStringClaim("token_type")).isEqualTo("access");
        assertThat(claims.getStringClaim("user_id")).isEqualTo(GRACE.id().text());
        assertThat(claims.getSubject()).isEqualTo(GRACE.id().text());
        assertThat(claims.getStringListClaim("roles")).containsExactly("author", "writer");
        assertThat(claims.getStringClaim("tier")).isEqualTo("gold");
        assertThat(claims.getBooleanClaim("is_staff")).isTrue();
        assertThat(claims.toString()).doesNotContain("grace", "Hopper", "example.org");
    }

    @Test
    void access_tellsWhenAndHowTheUserSignedIn_andRefreshingChangesNeither() {
        long signedIn = SERVER.clock().instant().getEpochSecond();
        Pair first = SERVER.signIn("grace");
        SERVER.advance(Duration.ofMinutes(7));
        Pair second = Pair.of(SERVER.client()
                .post("/api/token/refresh/")
                .json("refresh", first.refresh())
                .send()
                .expect(200));
        for (Pair pair : List.of(first, second)) {
            assertThat(pair.accessClaims().getClaim("auth_time")).isEqualTo(signedIn);
            assertThat(pair.accessClaims().getClaim("amr")).isEqualTo(List.of("pwd"));
        }
    }

    @Test
    void refresh_carriesNoRights() throws Exception {
        JWTClaimsSet claims = SERVER.signIn("grace").refreshClaims();
        assertThat(claims.getStringClaim("token_type")).isEqualTo("refresh");
        assertThat(claims.getClaims()).doesNotContainKeys("roles", "tier", "is_staff", "auth_time", "amr");
        assertThat(claims.getClaims()).containsKeys("exp", "iat", "jti", "user_id", "sub", "sid");
    }

    @Test
    void lifetimes_areFiveMinutesAndOneDay() {
        Pair pair = SERVER.signIn("grace");
        assertThat(lifetime(pair.accessClaims())).isEqualTo(Duration.ofMinutes(5));
        assertThat(lifetime(pair.refreshClaims())).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void issuerAndAudience_areWrittenWhenConfigured_andRequiredThen() {
        try (RunningServer server =
                RunningServer.start(Config.jwt(jwt -> jwt.withParties("https://id.example.org", "api")))) {
            server.user("grace");
            Pair pair = server.signIn("grace");
            assertThat(pair.accessClaims().getIssuer()).isEqualTo("https://id.example.org");
            assertThat(pair.accessClaims().getAudience()).containsExactly("api");
            assertThat(pair.refreshClaims().getIssuer()).isEqualTo("https://id.example.org");
            server.client().get("/api/profile/").bearer(pair.access()).send().expect(200);
        }
    }

    private static Duration lifetime(JWTClaimsSet claims) {
        return Duration.between(
                claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant());
    }

    private static NewUser withRoles(NewUser draft) {
        return draft.with(user -> user.toBuilder()
                .email("grace@example.org")
                .firstName("Grace")
                .lastName("Hopper")
                .staff(true)
                .tier("gold")
                .roles(Set.of("writer", "author"))
                .build());
    }
}
