package dev.keycard.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.id.UserId;
import dev.keycard.jwt.JwsAlgorithm;
import dev.keycard.jwt.JwtError;
import dev.keycard.jwt.TestKey;
import dev.keycard.support.HandClock;
import dev.keycard.verifier.VerifierResult.Invalid;
import dev.keycard.verifier.VerifierResult.Missing;
import dev.keycard.verifier.VerifierResult.Unavailable;
import dev.keycard.verifier.VerifierResult.Verified;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a verifier reads the keys of its issuer over HTTP. */
class FetchedKeysTest {

    private static final UserId ALICE = UserId.of(7);
    private static final Jwks.Times TIMES = Jwks.Times.defaults();

    private final HandClock clock = new HandClock();
    private final TestIssuer issuer = new TestIssuer();
    private final TestKey first = issuer.signing();
    private final TestKey second = TestIssuer.newKey();
    private final Verifier verifier = open(Jwks.from(issuer.uri()));

    @AfterEach
    void close() {
        verifier.close();
        issuer.close();
    }

    @Test
    void rotation_bothKeysHold_asLongAsBothArePublished() {
        clock.advance(TIMES.refresh().minusSeconds(1));
        String old = token();
        issuer.publish(TestIssuer.jwks(first, second));
        pass(Duration.ofSeconds(1));
        issuer.signBy(second);

        assertThat(verifier.verify(old)).isInstanceOf(Verified.class);
        assertThat(verifier.verify(token())).isInstanceOf(Verified.class);
        assertThat(issuer.readings()).isEqualTo(2);
    }

    @Test
    void withdrawnKey_isRefused_evenForATokenThatWasVerifiedBefore() {
        pass(TIMES.refresh().minusSeconds(1));
        String old = token();
        assertThat(verifier.verify(old)).isInstanceOf(Verified.class);

        issuer.publish(TestIssuer.jwks(second));
        pass(Duration.ofSeconds(1));

        assertThat(verifier.verify(old)).isEqualTo(new Invalid(JwtError.UNKNOWN_KEY));
    }

    @Test
    void unknownKey_isLookedFor_atOnce() {
        pass(TIMES.pause());
        issuer.publish(TestIssuer.jwks(first, second));
        issuer.signBy(second);
        String token = token();

        assertThat(verifier.verifyFromMemory(token)).isEmpty();
        assertThat(verifier.verify(token)).isInstanceOf(Verified.class);
        assertThat(verifier.verifyFromMemory(token)).isPresent();
    }

    @Test
    void unknownKeys_areNotLookedFor_moreOftenThanAllowed() {
        issuer.signBy(TestIssuer.newKey());
        pass(TIMES.pause());

        for (int i = 0; i < 100; i++) {
            assertThat(verifier.verify(token())).isEqualTo(new Invalid(JwtError.UNKNOWN_KEY));
        }

        assertThat(issuer.readings()).isEqualTo(2);
    }

    @Test
    void keys_areKept_whileTheIssuerIsAway_forABoundedTime() {
        issuer.answerWith(503);
        pass(TIMES.keep().minusSeconds(1));
        assertThat(verifier.verify(token())).isInstanceOf(Verified.class);

        pass(Duration.ofSeconds(2));
        assertThat(verifier.verify(token())).isEqualTo(new Unavailable(Missing.KEYS));
        assertThat(verifier.isReady()).isFalse();

        issuer.answerWith(200);
        pass(TIMES.pause());
        assertThat(verifier.verify(token())).isInstanceOf(Verified.class);
    }

    @Test
    void issuerThatIsAwayAtFirst_isAskedAgain() {
        issuer.answerWith(500);
        try (Verifier late = open(Jwks.from(issuer.uri()))) {
            assertThat(late.verify(token())).isEqualTo(new Unavailable(Missing.KEYS));
            late.catchUp();
            assertThat(issuer.readings()).isEqualTo(2);

            issuer.answerWith(200);
            clock.advance(TIMES.pause());
            late.catchUp();
            assertThat(late.verify(token())).isInstanceOf(Verified.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "{}",
                "{\"keys\":[]}",
                "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\",\"alg\":\"HS256\"}]}"
            })
    void setThatCannotBeUsed_leavesTheKeysAsTheyWere(String set) {
        issuer.publish(set);
        pass(TIMES.refresh());

        assertThat(issuer.readings()).isEqualTo(2);
        assertThat(verifier.verify(token())).isInstanceOf(Verified.class);
    }

    @Test
    void redirects_areNotFollowed() {
        issuer.answerWith(302);
        pass(TIMES.refresh());

        assertThat(issuer.readings()).isEqualTo(2);
        issuer.answerWith(302);
        assertThat(open(Jwks.from(issuer.uri())).verify(token())).isEqualTo(new Unavailable(Missing.KEYS));
    }

    @Test
    void setThatIsTooLong_isNotRead() {
        issuer.publish(TestIssuer.jwks(first) + " ".repeat(256 * 1024));

        assertThat(open(Jwks.from(issuer.uri())).verify(token())).isEqualTo(new Unavailable(Missing.KEYS));
    }

    @Test
    void issuerThatHangs_isGivenUp() {
        CountDownLatch never = new CountDownLatch(1);
        issuer.hold(never);
        Jwks impatient = Jwks.from(issuer.uri()).with(TIMES.withTimeout(Duration.ofMillis(200)));

        assertThat(open(impatient).verify(token())).isEqualTo(new Unavailable(Missing.KEYS));
        never.countDown();
    }

    @Test
    void publishedSharedSecret_isNoKey() {
        TestKey secret = TestKey.generate(JwsAlgorithm.HS256);
        issuer.publish("{\"keys\":[" + secret.jwk().toJSONString() + ","
                + first.verification().publicJwkJson().orElseThrow() + "]}");
        Verifier fresh = open(Jwks.from(issuer.uri()));

        assertThat(fresh.verify(token())).isInstanceOf(Verified.class);
        issuer.signBy(secret);
        assertThat(fresh.verify(token())).isEqualTo(new Invalid(JwtError.UNKNOWN_KEY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://auth.example/jwks", "http://127.0.0.1.example/jwks", "ftp://127.0.0.1/jwks", "file:/jwks"
            })
    void unprotectedAddress_isRefused(String address) {
        assertThatThrownBy(() -> Jwks.from(URI.create(address))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://auth.example/jwks",
                "http://localhost/jwks",
                "http://[::1]:8000/jwks",
                "http://127.0.0.1/"
            })
    void protectedAddress_isAccepted(String address) {
        assertThat(Jwks.from(URI.create(address))).isNotNull();
    }

    private String token() {
        return issuer.token(ALICE, TestIssuer.loginAt(clock.instant()), clock.instant());
    }

    private void pass(Duration time) {
        clock.advance(time);
        verifier.catchUp();
    }

    private Verifier open(Jwks keys) {
        Verifier opened = Verifier.builder()
                .keys(keys)
                .withoutRevocations()
                .clock(clock, clock::nanoTime)
                .open();
        opened.catchUp();
        return opened;
    }
}
