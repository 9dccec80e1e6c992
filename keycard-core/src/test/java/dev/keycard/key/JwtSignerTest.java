package dev.keycard.key;

import static dev.keycard.key.JwtFixture.CONFIG;
import static dev.keycard.key.JwtFixture.LOGIN;
import static dev.keycard.key.JwtFixture.NOW;
import static dev.keycard.key.JwtFixture.accessClaims;
import static dev.keycard.key.JwtFixture.key;
import static dev.keycard.key.JwtFixture.part;
import static dev.keycard.key.JwtFixture.refreshClaims;
import static dev.keycard.key.JwtFixture.signer;
import static dev.keycard.key.JwtFixture.verifier;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.id.UserId;
import dev.keycard.jwt.JwsAlgorithm;
import dev.keycard.jwt.JwtError;
import dev.keycard.jwt.TokenType;
import dev.keycard.jwt.Verification;
import dev.keycard.jwt.VerifiedToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwtSignerTest {

    private static final SigningKey KEY = key(JwsAlgorithm.ES256);

    private static VerifiedToken verified(String token) {
        Verification outcome = verifier(KEY).verify(token, NOW);
        assertThat(outcome).isInstanceOf(Verification.Verified.class);
        return ((Verification.Verified) outcome).token();
    }

    private static VerifiedToken roundTrip(TokenClaims claims) {
        return verified(signer(KEY).sign(claims, NOW));
    }

    @Test
    void writes_headerInItsOneForm() {
        String token = signer(KEY).sign(accessClaims(), NOW);
        assertThat(part(0, token)).isEqualTo("{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"" + KEY.kid() + "\"}");
    }

    @Test
    void writes_allThatSimplejwtNeeds_andMore() {
        String token = signer(KEY).sign(accessClaims(), NOW);
        assertThat(part(1, token))
                .isEqualTo(
                        "{\"token_type\":\"access\",\"exp\":1795435500,\"iat\":1795435200,\"jti\":\"a-jti\",\"user_id\":\"42\","
                                + "\"sub\":\"42\",\"sid\":\"" + LOGIN
                                + "\",\"roles\":[\"author\",\"editor\"],\"tier\":\"gold\",\"is_staff\":true}");
    }

    @Test
    void signs_noRefreshToken() {
        assertThatThrownBy(() -> signer(KEY).sign(refreshClaims(), NOW)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writes_partiesWhenConfigured() {
        JwtConfig config = CONFIG.withParties("https://me", "api");
        SigningKeys ring = SigningKeys.of(KEY);
        String token = new JwtSigner(() -> ring, config).sign(accessClaims(), NOW);
        assertThat(verifier(KEY, config).verify(token, NOW)).isInstanceOf(Verification.Verified.class);
        assertThat(verifier(KEY, CONFIG.withParties("https://other", "api")).verify(token, NOW))
                .isEqualTo(new Verification.Invalid(JwtError.WRONG_ISSUER));
    }

    @ParameterizedTest
    @EnumSource
    void signs_whatTheVerifierReadsBack(JwsAlgorithm algorithm) {
        String token = signer(key(algorithm)).sign(accessClaims(), NOW);
        Verification outcome = verifier(key(algorithm)).verify(token, NOW);
        assertThat(outcome).isInstanceOf(Verification.Verified.class);
        VerifiedToken read = ((Verification.Verified) outcome).token();
        assertThat(read.type()).isEqualTo(TokenType.ACCESS);
        assertThat(read.userId()).isEqualTo(UserId.of(42));
        assertThat(read.sid()).isEqualTo(LOGIN);
        assertThat(read.jti()).isEqualTo("a-jti");
        assertThat(read.issuedAt()).isEqualTo(NOW);
        assertThat(read.expiresAt()).isEqualTo(NOW.plusSeconds(300));
        assertThat(read.roles()).containsExactlyInAnyOrder("author", "editor");
        assertThat(read.tier()).isEqualTo("gold");
        assertThat(read.staff()).isTrue();
        assertThat(read.extra()).isEmpty();
    }

    @Test
    void carries_claimsOfTheApplication() {
        Map<String, @Nullable Object> extra = new HashMap<>();
        extra.put("shop", Map.of("id", 5, "tags", List.of("a", "\u00fc \"quoted\" \u0000")));
        extra.put("ratio", 0.25);
        extra.put("none", null);
        extra.put("on", true);
        assertThat(roundTrip(accessClaims().withExtra(extra)).extra())
                .containsEntry("shop", Map.of("id", 5L, "tags", List.of("a", "\u00fc \"quoted\" \u0000")))
                .containsEntry("ratio", 0.25)
                .containsEntry("none", null)
                .containsEntry("on", true)
                .hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token_type",
                "exp",
                "iat",
                "nbf",
                "jti",
                "user_id",
                "sub",
                "sid",
                "gen",
                "iss",
                "aud",
                "roles",
                "tier",
                "is_staff",
                "auth_time",
                "amr",
                "acr",
                "act",
                "cnf",
                "scope",
                "groups",
                "upn"
            })
    void refuses_applicationClaimsWithReservedNames(String name) {
        assertThatThrownBy(() -> accessClaims().withExtra(Map.of(name, "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @Test
    void refuses_applicationClaimsThatAreNoJson() {
        List<Object> deep = new ArrayList<>();
        deep.add(deep);
        Map<Object, Object> oddNames = Map.of(1, "x");
        for (Object value :
                Arrays.asList(new Object(), Double.NaN, Double.POSITIVE_INFINITY, 'c', Instant.EPOCH, deep, oddNames)) {
            assertThatThrownBy(() -> accessClaims().withExtra(Map.of("x", value)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void accepts_theDeepestClaimsThatTheVerifierReads() {
        Object value = List.of();
        for (int i = 0; i < 14; i++) {
            value = List.of(value);
        }
        Object deepest = value;
        assertThat(roundTrip(accessClaims().withExtra(Map.of("x", deepest))).extra())
                .containsEntry("x", deepest);
        assertThatThrownBy(() -> accessClaims().withExtra(Map.of("x", List.of(deepest))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refuses_toSignWhatTheVerifierWouldRefuse() {
        TokenClaims large = accessClaims().withExtra(Map.of("x", "y".repeat(6000)));
        assertThatThrownBy(() -> signer(KEY).sign(large, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("too large");
    }

    @Test
    void copies_applicationClaims() {
        List<Object> tags = new ArrayList<>(List.of("a"));
        TokenClaims claims = accessClaims().withExtra(Map.of("tags", tags));
        tags.add("b");
        assertThat(claims.extra()).containsEntry("tags", List.of("a"));
    }

    @Test
    void refuses_claimsThatContradictEachOther() {
        assertThatThrownBy(() -> refreshClaims().withExtra(Map.of("x", 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TokenClaims.refresh(LOGIN, UserId.of(0), "j", NOW, NOW.plusSeconds(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TokenClaims.refresh(LOGIN, UserId.of(1), "j", NOW, NOW, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TokenClaims.refresh(LOGIN, UserId.of(1), "", NOW, NOW.plusSeconds(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TokenClaims.refresh(LOGIN, UserId.of(1), "j", NOW, NOW.plusSeconds(1), -1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
