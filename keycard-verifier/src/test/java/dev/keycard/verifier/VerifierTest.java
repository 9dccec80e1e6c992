package dev.keycard.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.authentication.Credential;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.jwt.JwtError;
import dev.keycard.revocation.Change;
import dev.keycard.revocation.MemoryLog;
import dev.keycard.support.HandClock;
import dev.keycard.verifier.VerifierResult.Cause;
import dev.keycard.verifier.VerifierResult.Invalid;
import dev.keycard.verifier.VerifierResult.Missing;
import dev.keycard.verifier.VerifierResult.Revoked;
import dev.keycard.verifier.VerifierResult.Unavailable;
import dev.keycard.verifier.VerifierResult.Verified;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VerifierTest {

    private static final UserId ALICE = UserId.of(7);
    private static final UserId BOB = UserId.of(8);

    private final HandClock clock = new HandClock();
    private final MemoryLog log = new MemoryLog();
    private final TestIssuer issuer = new TestIssuer();
    private final TimeId login = TestIssuer.loginAt(HandClock.START);
    private final String token = issuer.token(ALICE, login, HandClock.START);
    private final Verifier verifier = open(builder());

    @AfterEach
    void close() {
        verifier.close();
        issuer.close();
    }

    @Test
    void verifies_andMakesThePrincipalOfTheClaims() {
        Verified verified = verified(token);

        assertThat(verified.token().userId()).isEqualTo(ALICE);
        assertThat(verified.principal().subject().roles()).isEqualTo(Set.of("editor"));
        assertThat(verified.principal().subject().tier()).isEqualTo("gold");
        assertThat(verified.principal().subject().superuser()).isFalse();
        assertThat(verified.principal().credential()).isEqualTo(new Credential.AccessToken(login, null));
    }

    @Test
    void refuses_whatIsNoToken_hasExpired_orIsForSomebodyElse() {
        String foreign = issuer.token(ALICE, HandClock.START, "\"sid\":\"" + login + "\",\"aud\":\"elsewhere\"");

        assertThat(verifier.verify("x")).isEqualTo(new Invalid(JwtError.MALFORMED));
        assertThat(verifier.verify(foreign)).isEqualTo(new Invalid(JwtError.WRONG_AUDIENCE));
        assertThat(verifier.verify(token.substring(0, token.length() - 4) + "AAAA"))
                .isEqualTo(new Invalid(JwtError.BAD_SIGNATURE));
        clock.advance(Duration.ofMinutes(5));
        verifier.catchUp();
        assertThat(verifier.verify(token)).isEqualTo(new Invalid(JwtError.EXPIRED));
    }

    @Test
    void expires_evenWhenItWasVerifiedBefore() {
        verified(token);

        clock.advance(Duration.ofMinutes(5));
        verifier.catchUp();

        assertThat(verifier.verify(token)).isEqualTo(new Invalid(JwtError.EXPIRED));
    }

    @Test
    void asksForIssuerAndAudience() {
        String right = "\"sid\":\"" + login + "\",\"iss\":\"https://auth.example\",\"aud\":[\"orders\",\"stock\"]";
        try (Verifier strict = open(builder().issuer("https://auth.example").audience("orders"))) {
            assertThat(strict.verify(issuer.token(ALICE, HandClock.START, right)))
                    .isInstanceOf(Verified.class);
            assertThat(strict.verify(token)).isEqualTo(new Invalid(JwtError.WRONG_ISSUER));
        }
    }

    @Test
    void refuses_aTokenWithoutLogin_becauseNothingCouldEndIt() {
        assertThat(verifier.verify(issuer.token(ALICE, HandClock.START, "\"is_staff\":true")))
                .isEqualTo(new Invalid(JwtError.MISSING_CLAIM));
    }

    @Test
    void refuses_whenTheLoginEnded() {
        verified(token);

        log.others(clock.instant(), new Change.LoginEnded(login));
        verifier.catchUp();

        assertThat(verifier.verify(token)).isEqualTo(new Revoked(Cause.LOGIN_ENDED));
        assertThat(verifier.verifyFromMemory(token)).contains(new Revoked(Cause.LOGIN_ENDED));
    }

    @Test
    void refuses_whenAllLoginsOfTheUserEnded_butNotThoseOfOthers() {
        String ofBob = issuer.token(BOB, TestIssuer.loginAt(HandClock.START), HandClock.START);
        verified(token);

        log.others(clock.instant(), new Change.LoginsEnded(ALICE, clock.instant(), null));
        verifier.catchUp();

        assertThat(verifier.verify(token)).isEqualTo(new Revoked(Cause.LOGIN_ENDED));
        verified(ofBob);
    }

    @Test
    void refuses_whatSaysTheRightsOfBefore_whenTheUserChanged_untilItIsRefreshed() {
        verified(token);

        log.others(clock.instant(), new Change.UserChanged(ALICE));
        verifier.catchUp();
        assertThat(verifier.verify(token)).isEqualTo(new Revoked(Cause.USER_CHANGED));

        clock.advance(Duration.ofSeconds(1));
        verified(issuer.token(ALICE, login, clock.instant()));
    }

    @Test
    void refuses_everything_whenTheRevocationsAreTooOld() {
        verified(token);

        log.failWith(new IllegalStateException("away"));
        clock.advance(Duration.ofSeconds(5).plusMillis(1));
        verifier.catchUp();
        assertThat(verifier.verify(token)).isEqualTo(new Unavailable(Missing.REVOCATIONS));
        assertThat(verifier.isReady()).isFalse();

        log.failWith(null);
        verifier.catchUp();
        verified(token);
        assertThat(verifier.isReady()).isTrue();
    }

    @Test
    void refuses_everything_untilRevocationsWereRead() {
        log.failWith(new IllegalStateException("away"));
        try (Verifier fresh = open(builder())) {
            assertThat(fresh.verify(token)).isEqualTo(new Unavailable(Missing.REVOCATIONS));
        }
    }

    @Test
    void refuses_whatIsOlderThanItsMemory() {
        try (Verifier forgetful = open(builder().longestAccess(Duration.ofMinutes(1)))) {
            clock.advance(Duration.ofMinutes(4));
            forgetful.catchUp();

            assertThat(forgetful.verify(token)).isInstanceOf(Verified.class);
        }
        try (Verifier late = open(builder().longestAccess(Duration.ofMinutes(1)))) {
            assertThat(late.verify(token)).isEqualTo(new Revoked(Cause.TOO_OLD));
        }
    }

    @Test
    void knowsWhatEnded_beforeItStarted() {
        log.others(clock.instant(), new Change.LoginEnded(login));
        try (Verifier late = open(builder())) {
            assertThat(late.verify(token)).isEqualTo(new Revoked(Cause.LOGIN_ENDED));
        }
    }

    @Test
    void withoutRevocations_acceptsUntilItExpires() {
        try (Verifier trusting = open(Verifier.builder()
                .keys(Jwks.from(issuer.uri()))
                .withoutRevocations()
                .clock(clock, clock::nanoTime))) {
            assertThat(trusting.verify(token)).isInstanceOf(Verified.class);
        }
    }

    @Test
    void asksForADecisionAboutRevocations() {
        assertThatThrownBy(
                        () -> Verifier.builder().keys(Jwks.from(issuer.uri())).start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("withoutRevocations()");
        assertThatThrownBy(() -> Verifier.builder().withoutRevocations().start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("keys");
    }

    @Test
    void givenKeys_needNoIssuer() {
        try (Verifier offline = open(Verifier.builder()
                .keys(Jwks.of(TestIssuer.jwks(issuer.signing())))
                .revocations(log)
                .clock(clock, clock::nanoTime))) {
            assertThat(offline.verify(token)).isInstanceOf(Verified.class);
        }
        assertThat(issuer.readings()).isEqualTo(1);
    }

    @Test
    void started_followsByItself_andEndsItsThreads() throws InterruptedException {
        Verifier started = builder().start();
        assertThat(started.verify(token)).isInstanceOf(Verified.class);
        assertThat(threads()).isNotEmpty();

        started.close();

        for (Thread thread : threads()) {
            thread.join(Duration.ofSeconds(10).toMillis());
        }
        assertThat(threads()).isEmpty();
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("keycard-verifier"))
                .toList();
    }

    private VerifierBuilder builder() {
        return Verifier.builder().keys(Jwks.from(issuer.uri())).revocations(log).clock(clock, clock::nanoTime);
    }

    private static Verifier open(VerifierBuilder builder) {
        Verifier opened = builder.open();
        opened.catchUp();
        return opened;
    }

    private Verified verified(String text) {
        VerifierResult result = verifier.verify(text);
        assertThat(result).isInstanceOf(Verified.class);
        return (Verified) result;
    }
}
