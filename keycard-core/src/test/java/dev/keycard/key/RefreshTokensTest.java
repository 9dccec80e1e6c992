package dev.keycard.key;

import static dev.keycard.key.JwtFixture.CONFIG;
import static dev.keycard.key.JwtFixture.ENTROPY;
import static dev.keycard.key.JwtFixture.FASTEST;
import static dev.keycard.key.JwtFixture.LOGIN;
import static dev.keycard.key.JwtFixture.NOW;
import static dev.keycard.key.JwtFixture.accessClaims;
import static dev.keycard.key.JwtFixture.forge;
import static dev.keycard.key.JwtFixture.part;
import static dev.keycard.key.JwtFixture.refreshClaims;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.OctetSequenceKey;
import dev.keycard.id.UserId;
import dev.keycard.jwt.JwsAlgorithm;
import dev.keycard.jwt.JwtError;
import dev.keycard.jwt.TokenType;
import dev.keycard.jwt.Verification;
import dev.keycard.jwt.VerifiedToken;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefreshTokensTest {

    private static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"refresh+jwt\"}";
    private static final long EXP = NOW.plusSeconds(300).getEpochSecond();

    private final SealingKey sealingKey = new SealingKey(ENTROPY.bytes(32));
    private final RefreshTokens tokens = new RefreshTokens(sealingKey, FASTEST, CONFIG);

    /** The very key, as nobody outside has it: for tokens that are well signed and wrong. */
    private final SigningKey own = shared(sealingKey.derive("refresh-token"), JwsAlgorithm.HS256);

    @Test
    void writes_oneHeader_andNoRights() {
        String token = tokens.sign(refreshClaims());
        assertThat(part(0, token)).isEqualTo(HEADER);
        assertThat(part(1, token))
                .isEqualTo(
                        "{\"token_type\":\"refresh\",\"exp\":1795521600,\"iat\":1795435200,\"jti\":\"r-jti\",\"user_id\":\"42\","
                                + "\"sub\":\"42\",\"sid\":\"" + LOGIN + "\",\"gen\":7}");
    }

    @Test
    void reads_whatItWrote() {
        VerifiedToken read = ((Verification.Verified) tokens.verify(tokens.sign(refreshClaims()), NOW)).token();
        assertThat(read.type()).isEqualTo(TokenType.REFRESH);
        assertThat(read.sid()).isEqualTo(LOGIN);
        assertThat(read.userId()).isEqualTo(UserId.of(42));
        assertThat(read.generation()).isEqualTo(7);
        assertThat(read.issuedAt()).isEqualTo(NOW);
        assertThat(read.expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(1)));
        assertThat(read.roles()).isEmpty();
        assertThat(read.staff()).isFalse();
    }

    @Test
    void signs_nothingElse() {
        assertThatThrownBy(() -> tokens.sign(accessClaims())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void provider_doesNotMatter() {
        RefreshTokens jdk = new RefreshTokens(sealingKey, JwtFixture.JDK, CONFIG);
        assertThat(jdk.verify(tokens.sign(refreshClaims()), NOW)).isInstanceOf(Verification.Verified.class);
    }

    @Test
    void anotherSealingKey_endsThemAll() {
        RefreshTokens other = new RefreshTokens(new SealingKey(ENTROPY.bytes(32)), FASTEST, CONFIG);
        assertThat(other.verify(tokens.sign(refreshClaims()), NOW))
                .isEqualTo(new Verification.Invalid(JwtError.BAD_SIGNATURE));
    }

    @ParameterizedTest
    @EnumSource
    void keysOfAccessTokens_makeNone_whateverTheirHeaderSays(JwsAlgorithm algorithm) {
        SigningKey stolen = JwtFixture.key(algorithm);
        String claims = part(1, tokens.sign(refreshClaims()));
        for (String header : List.of(
                HEADER,
                "{\"alg\":\"" + algorithm + "\"}",
                "{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\",\"kid\":\"" + stolen.kid() + "\"}",
                "{\"alg\":\"" + algorithm + "\",\"typ\":\"refresh+jwt\",\"kid\":\"" + stolen.kid() + "\"}")) {
            assertThat(tokens.verify(forge(header, claims, stolen), NOW)).isInstanceOf(Verification.Invalid.class);
        }
    }

    /** The rings that check access tokens do not know the key, and refuse the type even if one of them had it. */
    @Test
    void passForNoAccessToken() {
        String token = tokens.sign(refreshClaims());
        for (SigningKey key : List.of(JwtFixture.key(JwsAlgorithm.HS256), JwtFixture.key(JwsAlgorithm.ES256), own)) {
            assertThat(JwtFixture.verifier(key).verify(token, NOW))
                    .isEqualTo(new Verification.Invalid(JwtError.UNSUPPORTED));
        }
        String accessUnderThisHeader = forge(HEADER, JwtFixture.foreignPayload(), own);
        assertThat(JwtFixture.verifier(own).verify(accessUnderThisHeader, NOW))
                .isEqualTo(new Verification.Invalid(JwtError.UNSUPPORTED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"HS256\",\"typ\":\"JWT\"}",
                "{\"alg\":\"HS256\"}",
                "{\"typ\":\"refresh+jwt\",\"alg\":\"HS256\"}",
                "{\"alg\":\"HS256\",\"typ\":\"REFRESH+JWT\"}",
                "{\"alg\":\"HS256\",\"typ\":\"refresh+jwt\",\"kid\":\"x\"}",
                "{\"alg\":\"HS256\",\"typ\":\"refresh+jwt\" }",
                "{\"alg\":\"none\",\"typ\":\"refresh+jwt\"}"
            })
    void refuses_everyOtherHeader(String header) {
        String claims = part(1, tokens.sign(refreshClaims()));
        assertThat(tokens.verify(forge(HEADER, claims, own), NOW)).isInstanceOf(Verification.Verified.class);
        assertThat(tokens.verify(forge(header, claims, own), NOW))
                .isEqualTo(new Verification.Invalid(JwtError.UNKNOWN_KEY));
    }

    @Test
    void refuses_eachChangedCharacter() {
        String token = tokens.sign(refreshClaims());
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(tokens.verify(changed, NOW)).isInstanceOf(Verification.Invalid.class);
        }
    }

    @Test
    void refuses_otherTypes_andWhatLacksLoginOrGeneration() {
        invalid(claims("access", ",\"sid\":\"" + LOGIN + "\",\"gen\":1"), JwtError.WRONG_TYPE);
        invalid(claims("refresh", ""), JwtError.MISSING_CLAIM);
        invalid(claims("refresh", ",\"sid\":\"" + LOGIN + "\""), JwtError.MISSING_CLAIM);
        invalid(claims("refresh", ",\"gen\":1"), JwtError.MISSING_CLAIM);
        for (String gen : List.of("-1", "\"1\"", "1.0", "null")) {
            invalid(claims("refresh", ",\"sid\":\"" + LOGIN + "\",\"gen\":" + gen), JwtError.MALFORMED);
        }
        invalid(claims("refresh", ",\"sid\":\"x\",\"gen\":1"), JwtError.MALFORMED);
    }

    @Test
    void refuses_theExpired_andOtherParties() {
        String token = tokens.sign(refreshClaims());
        assertThat(tokens.verify(token, NOW.plus(Duration.ofDays(1))))
                .isEqualTo(new Verification.Invalid(JwtError.EXPIRED));
        RefreshTokens parties = new RefreshTokens(sealingKey, FASTEST, CONFIG.withParties("https://me", "api"));
        assertThat(parties.verify(token, NOW)).isEqualTo(new Verification.Invalid(JwtError.WRONG_ISSUER));
        assertThat(tokens.verify(parties.sign(refreshClaims()), NOW))
                .isEqualTo(new Verification.Invalid(JwtError.WRONG_AUDIENCE));
    }

    private void invalid(String claims, JwtError reason) {
        assertThat(tokens.verify(forge(HEADER, claims, own), NOW)).isEqualTo(new Verification.Invalid(reason));
    }

    private static String claims(String type, String more) {
        return "{\"token_type\":\"" + type + "\",\"jti\":\"j\",\"user_id\":1,\"exp\":" + EXP + more + "}";
    }

    private static SigningKey shared(byte[] secret, JwsAlgorithm algorithm) {
        return SigningKey.of(new OctetSequenceKey.Builder(secret).build(), algorithm, FASTEST);
    }
}
