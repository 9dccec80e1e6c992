package dev.keycard.jwt;

import static dev.keycard.jwt.JwtFixture.CONFIG;
import static dev.keycard.jwt.JwtFixture.LOGIN;
import static dev.keycard.jwt.JwtFixture.NOW;
import static dev.keycard.jwt.JwtFixture.forge;
import static dev.keycard.jwt.JwtFixture.key;
import static dev.keycard.jwt.JwtFixture.payload;
import static dev.keycard.jwt.JwtFixture.verifier;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.id.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the claims have to be, once the signature is good. */
class JwtVerifierClaimsTest {

    private static final TestKey KEY = key(JwsAlgorithm.HS256);
    private static final long EXP = NOW.plusSeconds(300).getEpochSecond();
    private static final String SID = "\"sid\":\"" + LOGIN + "\"";

    private static Verification verify(String payload, VerificationConfig config, Instant now) {
        String token = forge("{\"alg\":\"HS256\"}", payload, KEY);
        return verifier(KEY, config).verify(token, now);
    }

    private static VerifiedToken accepted(String payload) {
        return accepted(payload, CONFIG, NOW);
    }

    private static VerifiedToken accepted(String payload, VerificationConfig config, Instant now) {
        Verification outcome = verify(payload, config, now);
        assertThat(outcome).isInstanceOf(Verification.Verified.class);
        return ((Verification.Verified) outcome).token();
    }

    private static void refused(String payload, JwtError reason) {
        refused(payload, CONFIG, NOW, reason);
    }

    private static void refused(String payload, VerificationConfig config, Instant now, JwtError reason) {
        assertThat(verify(payload, config, now)).isEqualTo(new Verification.Invalid(reason));
    }

    private static String withExp(String exp) {
        return "{\"token_type\":\"access\",\"jti\":\"j\",\"user_id\":1,\"exp\":" + exp + "}";
    }

    @Test
    void expires_inTheMomentThatItNames() {
        accepted(withExp("" + EXP), CONFIG, Instant.ofEpochSecond(EXP).minusNanos(1));
        refused(withExp("" + EXP), CONFIG, Instant.ofEpochSecond(EXP), JwtError.EXPIRED);
        refused(withExp("0"), JwtError.EXPIRED);
    }

    @Test
    void expires_laterByTheLeeway() {
        VerificationConfig lenient = CONFIG.withLeeway(Duration.ofSeconds(10));
        accepted(withExp("" + EXP), lenient, Instant.ofEpochSecond(EXP + 9));
        refused(withExp("" + EXP), lenient, Instant.ofEpochSecond(EXP + 10), JwtError.EXPIRED);
    }

    @Test
    void refuses_tokenWithoutExp() {
        refused("{\"token_type\":\"access\",\"jti\":\"j\",\"user_id\":1}", JwtError.MISSING_CLAIM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "\"9999999999\"",
                "true",
                "[]",
                "{}",
                "-1",
                "9999999999.0",
                "9999999999.5",
                "1e10",
                "1e400",
                "-1e400",
                "9223372036854775808",
                "99999999999999999999999999",
                "253402300800",
                "9223372036854775807"
            })
    void refuses_expThatIsNoWholeSecondOfThisEra(String exp) {
        refused(withExp(exp), JwtError.MALFORMED);
    }

    @Test
    void begins_inTheMomentThatNbfNames() {
        String payload = payload("\"user_id\":1,\"nbf\":" + (NOW.getEpochSecond() + 10));
        refused(payload, CONFIG, NOW.plusSeconds(10).minusNanos(1), JwtError.NOT_YET_VALID);
        accepted(payload, CONFIG, NOW.plusSeconds(10));
        accepted(payload, CONFIG.withLeeway(Duration.ofSeconds(10)), NOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nbf", "iat"})
    void refuses_timesOfOtherTypes(String name) {
        for (String value : new String[] {"null", "\"1\"", "1.5", "-1", "true", "1e400", "9223372036854775808"}) {
            refused(payload("\"user_id\":1,\"" + name + "\":" + value), JwtError.MALFORMED);
        }
    }

    @Test
    void accepts_tokenOfALogin_madeByAClockThatIsAhead() {
        VerifiedToken token = accepted(payload("\"user_id\":1," + SID + ",\"iat\":" + (NOW.getEpochSecond() + 1)));
        assertThat(token.issuedAt()).isEqualTo(NOW.plusSeconds(1));
        assertThat(token.countsFrom()).isEqualTo(NOW.plusSeconds(1));
    }

    /** Nothing but its iat binds it to the endings of its user. */
    @Test
    void refuses_tokenOfNoLogin_whoseIatIsAheadOfTheClock_byMoreThanTheLeeway() {
        VerificationConfig lenient = CONFIG.withLeeway(Duration.ofSeconds(10));
        refused(foreignIssued(1), JwtError.NOT_YET_VALID);
        refused(foreignIssued(30), JwtError.NOT_YET_VALID);
        refused(foreignIssued(11), lenient, NOW, JwtError.NOT_YET_VALID);
        assertThat(accepted(foreignIssued(0)).countsFrom()).isEqualTo(NOW);
        assertThat(accepted(foreignIssued(10), lenient, NOW).countsFrom())
                .as("what another clock wrote ahead counts as issued before")
                .isEqualTo(NOW);
        assertThat(accepted(foreignIssued(-5), lenient, NOW).countsFrom()).isEqualTo(NOW.minusSeconds(15));
        assertThat(accepted(payload("\"user_id\":1")).countsFrom()).isEqualTo(Instant.EPOCH);
    }

    private static String foreignIssued(int secondsAhead) {
        return payload("\"user_id\":1,\"iat\":" + (NOW.getEpochSecond() + secondsAhead));
    }

    @Test
    void refuses_tokenThatExpiresBeforeItIsIssued() {
        for (long issued : new long[] {EXP, EXP + 1, 253_402_300_799L}) {
            refused(payload("\"user_id\":1," + SID + ",\"iat\":" + issued), JwtError.MALFORMED);
        }
    }

    @Test
    void refuses_otherTypeThanExpected() {
        String refresh =
                "{\"token_type\":\"refresh\",\"gen\":0,\"jti\":\"j\",\"user_id\":1,\"exp\":" + EXP + "," + SID + "}";
        refused(refresh, JwtError.WRONG_TYPE);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"sliding\"',WRONG_TYPE",
        "'\"ACCESS\"',WRONG_TYPE",
        "'\"\"',WRONG_TYPE",
        "null,MALFORMED",
        "1,MALFORMED"
    })
    void refuses_unknownTypes(String type, JwtError reason) {
        String payload = "{\"token_type\":" + type + ",\"jti\":\"j\",\"user_id\":1,\"exp\":" + EXP + "}";
        refused(payload, reason);
    }

    @Test
    void refuses_tokenWithoutTypeOrId() {
        refused("{\"jti\":\"j\",\"user_id\":1,\"exp\":" + EXP + "}", JwtError.MISSING_CLAIM);
        refused("{\"token_type\":\"access\",\"user_id\":1,\"exp\":" + EXP + "}", JwtError.MISSING_CLAIM);
    }

    @Test
    void refuses_idThatIsNoShortText() {
        for (String jti : new String[] {"1", "null", "\"\"", "\"" + "j".repeat(256) + "\""}) {
            refused(
                    "{\"token_type\":\"access\",\"user_id\":1,\"exp\":" + EXP + ",\"jti\":" + jti + "}",
                    JwtError.MALFORMED);
        }
    }

    @Test
    void tells_missingUserApart() {
        refused("{\"token_type\":\"access\",\"jti\":\"j\",\"exp\":" + EXP + "}", JwtError.NO_USER);
    }

    @ParameterizedTest
    @CsvSource({
        "42,42",
        "'\"42\"',42",
        "9223372036854775807,9223372036854775807",
        "'\"9223372036854775807\"',9223372036854775807"
    })
    void accepts_userAsNumberAndAsText(String value, long id) {
        assertThat(accepted(payload("\"user_id\":" + value)).userId()).isEqualTo(UserId.of(id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "0",
                "-1",
                "\"0\"",
                "\"-1\"",
                "\"+1\"",
                "\"01\"",
                "\" 1\"",
                "\"1 \"",
                "\"1\\n\"",
                "\"\"",
                "1.0",
                "1e3",
                "true",
                "[1]",
                "{\"id\":1}",
                "\"one\"",
                "\"\u0661\"",
                "9223372036854775808",
                "\"9223372036854775808\"",
                "\"99999999999999999999\""
            })
    void refuses_userThatIsNoPositiveLongInItsOneForm(String value) {
        refused(payload("\"user_id\":" + value), JwtError.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1", "\"\"", "\"x\"", "\"00000000-0000-0000-0000-000000000000\"", "[]"})
    void refuses_sidThatIsNoTimeId(String sid) {
        refused(payload("\"user_id\":1,\"sid\":" + sid), JwtError.MALFORMED);
    }

    @Test
    void checks_issuerWhenOneIsConfigured() {
        VerificationConfig mine = CONFIG.withIssuer("https://me");
        accepted(payload("\"user_id\":1,\"iss\":\"https://me\""), mine, NOW);
        refused(payload("\"user_id\":1,\"iss\":\"https://me/\""), mine, NOW, JwtError.WRONG_ISSUER);
        refused(payload("\"user_id\":1"), mine, NOW, JwtError.WRONG_ISSUER);
        refused(payload("\"user_id\":1,\"iss\":[\"https://me\"]"), mine, NOW, JwtError.MALFORMED);
        accepted(payload("\"user_id\":1,\"iss\":\"anyone\""));
    }

    @Test
    void checks_audienceWhenOneIsConfigured() {
        VerificationConfig mine = CONFIG.withAudience("api");
        accepted(payload("\"user_id\":1,\"aud\":\"api\""), mine, NOW);
        accepted(payload("\"user_id\":1,\"aud\":[\"other\",\"api\"]"), mine, NOW);
        refused(payload("\"user_id\":1,\"aud\":\"apis\""), mine, NOW, JwtError.WRONG_AUDIENCE);
        refused(payload("\"user_id\":1,\"aud\":[]"), mine, NOW, JwtError.WRONG_AUDIENCE);
        refused(payload("\"user_id\":1"), mine, NOW, JwtError.WRONG_AUDIENCE);
        refused(payload("\"user_id\":1,\"aud\":[\"api\",1]"), mine, NOW, JwtError.MALFORMED);
        refused(payload("\"user_id\":1,\"aud\":null"), mine, NOW, JwtError.MALFORMED);
    }

    @Test
    void refuses_tokenForSomebodyElseWhenNoAudienceIsConfigured() {
        refused(payload("\"user_id\":1,\"aud\":\"another-service\""), JwtError.WRONG_AUDIENCE);
    }

    @Test
    void accepts_tokenOfSimplejwt() {
        VerifiedToken token = accepted("{\"token_type\":\"access\",\"exp\":" + EXP + ",\"iat\":" + NOW.getEpochSecond()
                + ",\"jti\":\"0f2d1c3b4a5968778695a4b3c2d1e0ff\",\"user_id\":\"7\"}");
        assertThat(token.userId()).isEqualTo(UserId.of(7));
        assertThat(token.sid()).isNull();
        assertThat(token.jti()).isEqualTo("0f2d1c3b4a5968778695a4b3c2d1e0ff");
        assertThat(token.issuedAt()).isEqualTo(NOW);
    }

    @Test
    void believes_rightsOnlyInTokensOfALogin() {
        String rights = ",\"roles\":[\"admin\"],\"tier\":\"gold\",\"is_staff\":true";
        VerifiedToken foreign = accepted(payload("\"user_id\":1" + rights));
        assertThat(foreign.roles()).isEmpty();
        assertThat(foreign.tier()).isEmpty();
        assertThat(foreign.staff()).isFalse();
        VerifiedToken own = accepted(payload("\"user_id\":1," + SID + rights));
        assertThat(own.roles()).containsExactly("admin");
        assertThat(own.tier()).isEqualTo("gold");
        assertThat(own.staff()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"roles\":\"admin\"",
                "\"roles\":[1]",
                "\"roles\":null",
                "\"tier\":1",
                "\"is_staff\":\"true\"",
                "\"is_staff\":1",
                "\"is_staff\":null"
            })
    void refuses_rightsOfOtherTypes(String right) {
        refused(payload("\"user_id\":1," + SID + "," + right), JwtError.MALFORMED);
    }

    @Test
    void keeps_theApplicationsClaims() {
        VerifiedToken token = accepted(payload("\"user_id\":1,\"shop\":{\"id\":5,\"open\":true},\"note\":null"));
        assertThat(token.extra()).containsOnlyKeys("shop", "note");
        assertThat(token.extra().get("shop")).isEqualTo(java.util.Map.of("id", 5L, "open", true));
        assertThat(token.claims()).containsKeys("token_type", "exp", "shop");
    }

    @Test
    void keeps_claimsThatNobodyCanChange() {
        VerifiedToken token = accepted(payload("\"user_id\":1,\"list\":[1]"));
        assertThat(token.claims()).isUnmodifiable();
        assertThat((java.util.List<?>) token.claims().get("list")).isUnmodifiable();
    }

    @Test
    void prints_withoutTheToken() {
        assertThat(accepted(payload("\"user_id\":1"))).hasToString("VerifiedToken[ACCESS of user 1]");
    }

    @Test
    void authTime_ofATokenOfALogin_isRead_andOfAnotherIsNotBelieved() {
        String claims = "\"auth_time\":1767225600,\"amr\":[\"pwd\"]";
        String token = "{\"token_type\":\"access\",\"jti\":\"j\",\"user_id\":1,\"exp\":" + EXP + "," + claims;
        assertThat(accepted(token + "," + SID + "}").authTime()).isEqualTo(Instant.ofEpochSecond(1767225600));
        assertThat(accepted(token + "}").authTime()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"auth_time\":\"1767225600\"",
                "\"auth_time\":1767225600.5",
                "\"auth_time\":null",
                "\"auth_time\":-1",
                "\"amr\":\"pwd\"",
                "\"amr\":[1]"
            })
    void refuses_authTimeAndMethodsOfOtherTypes(String claim) {
        refused(
                "{\"token_type\":\"access\",\"jti\":\"j\",\"user_id\":1,\"exp\":" + EXP + "," + SID + "," + claim + "}",
                JwtError.MALFORMED);
    }

    /** Whoever signs with a key that only verifies could name a login that no ending reaches. */
    @Test
    void sidAndRights_ofAKeyThatOnlyVerifies_areNotBelieved() {
        String claims = payload("\"user_id\":1,\"iat\":" + NOW.getEpochSecond() + "," + SID
                + ",\"roles\":[\"boss\"],\"is_staff\":true,\"auth_time\":" + NOW.getEpochSecond());
        VerifiedToken token = acceptedOfVerifyingKey(claims);
        assertThat(token.sid()).isNull();
        assertThat(token.namedLogin()).isEqualTo(LOGIN);
        assertThat(token.roles()).isEmpty();
        assertThat(token.staff()).isFalse();
        assertThat(token.authTime()).isNull();
        assertThat(acceptedOfVerifyingKey(payload("\"user_id\":1,\"sid\":\"of-another-issuer\""))
                        .namedLogin())
                .isNull();
    }

    @Test
    void refuses_tokenOfAKeyThatOnlyVerifies_whoseIatIsAheadOfTheClock_whateverSidItHas() {
        String claims = payload("\"user_id\":1,\"iat\":" + (NOW.getEpochSecond() + 1) + "," + SID);
        assertThat(verifyOnly(claims)).isEqualTo(new Verification.Invalid(JwtError.NOT_YET_VALID));
    }

    private static VerifiedToken acceptedOfVerifyingKey(String claims) {
        return ((Verification.Verified) verifyOnly(claims)).token();
    }

    private static Verification verifyOnly(String claims) {
        KeyRing ring = new KeyRing(List.of(
                TrustedKey.ofKeycard(key(JwsAlgorithm.ES256).verification()),
                TrustedKey.ofAnother(KEY.verification())));
        return new JwtVerifier(() -> ring, CONFIG).verify(forge("{\"alg\":\"HS256\"}", claims, KEY), NOW);
    }

    @Test
    void textIds_areAcceptedWhereTheApplicationHasItsOwnUsers() {
        VerificationConfig texts = VerificationConfig.defaults().withUserIds(VerificationConfig.UserIds.TEXTS);

        assertThat(accepted(payload("\"user_id\":\"6f1c-9d\""), texts, NOW).userId())
                .isEqualTo(new UserId("6f1c-9d"));
        assertThat(accepted(payload("\"user_id\":\"07\""), texts, NOW).userId()).isEqualTo(new UserId("07"));
        assertThat(accepted(payload("\"user_id\":7"), texts, NOW).userId()).isEqualTo(UserId.of(7));
        for (String none : List.of("\"\"", "\"0\"", "0", "\"a b\"", "null", "[\"a\"]", "\"" + "x".repeat(129) + "\"")) {
            refused(payload("\"user_id\":" + none), texts, NOW, JwtError.MALFORMED);
        }
        refused(payload("\"user_id\":\"6f1c-9d\""), JwtError.MALFORMED);
    }
}
