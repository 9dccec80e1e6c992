package dev.keycard.key;

import static dev.keycard.key.JwtFixture.CONFIG;
import static dev.keycard.key.JwtFixture.ENTROPY;
import static dev.keycard.key.JwtFixture.FASTEST;
import static dev.keycard.key.JwtFixture.NOW;
import static dev.keycard.key.JwtFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.audit.AuditContext;
import dev.keycard.crypto.Secret;
import dev.keycard.jwt.JwsAlgorithm;
import dev.keycard.jwt.JwtError;
import dev.keycard.jwt.JwtVerifier;
import dev.keycard.jwt.Verification;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Removing a key in an emergency. */
class KeyRemovalTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final InMemoryKeyStore store = new InMemoryKeyStore();
    private final SealingKey sealingKey = new SealingKey(ENTROPY.bytes(32));
    private final TurnedClock clock = new TurnedClock();

    @Test
    void refuses_everyTokenOfTheKey_atOnce() {
        Keys keys = load(CONFIG);
        JwtSigner signer = new JwtSigner(keys::current, CONFIG);
        JwtVerifier verifier = new JwtVerifier(() -> keys.current().ring(), CONFIG.verification());
        String access = signer.sign(JwtFixture.accessClaims(), NOW);

        keys.remove(signer(keys), AuditContext.at(NOW));

        assertThat(verifier.verify(access, NOW)).isEqualTo(new Verification.Invalid(JwtError.UNKNOWN_KEY));
        assertThat(verifier.verify(signer.sign(JwtFixture.accessClaims(), NOW), NOW))
                .isInstanceOf(Verification.Verified.class);
    }

    @Test
    void replaces_theSigner_byAKeyThatSignsAtOnce_andKeepsTheOthers() {
        Keys keys = load(CONFIG);
        String old = signer(keys);
        String doomed = keys.rotate(Duration.ZERO, AuditContext.at(NOW)).kid();

        KeyRemoval removal = keys.remove(doomed, AuditContext.at(NOW)).orElseThrow();

        StoredKey replacement = Objects.requireNonNull(removal.replacement());
        assertThat(replacement.signsFrom()).isEqualTo(NOW);
        assertThat(states(keys)).containsExactly(old + " RETIRING", replacement.kid() + " SIGNING");
        assertThat(text(keys.current().jwks(NOW))).doesNotContain(doomed).contains(replacement.kid());
    }

    @Test
    void replaces_aKeyThatIsOnlyPublished_byOneForTheSameMoment() {
        Keys keys = load(CONFIG);
        String signer = signer(keys);
        StoredKey next = keys.rotate(HOUR, AuditContext.at(NOW));
        clock.turn(Duration.ofMinutes(10));

        StoredKey replacement = Objects.requireNonNull(
                keys.remove(next.kid(), AuditContext.at(NOW)).orElseThrow().replacement());

        assertThat(replacement.signsFrom()).isEqualTo(next.signsFrom());
        assertThat(states(keys)).containsExactly(signer + " SIGNING", replacement.kid() + " PUBLISHED");
    }

    @Test
    void doesNotReplace_aKeyThatOnlyRetires() {
        Keys keys = load(CONFIG);
        String old = signer(keys);
        String next = keys.rotate(Duration.ZERO, AuditContext.at(NOW)).kid();

        assertThat(keys.remove(old, AuditContext.at(NOW)).orElseThrow().replacement())
                .isNull();
        assertThat(states(keys)).containsExactly(next + " SIGNING");
    }

    @Test
    void findsNothing_ofThatName_orRemovedBefore() {
        Keys keys = load(CONFIG);
        String kid = signer(keys);

        assertThat(keys.remove("unknown", AuditContext.at(NOW))).isEmpty();
        assertThat(keys.remove(kid, AuditContext.at(NOW))).isPresent();
        assertThat(keys.remove(kid, AuditContext.at(NOW))).isEmpty();
        assertThat(store.all()).hasSize(2);
    }

    @Test
    void beginsAnEpoch_soThatNothingRememberedSurvives() {
        Keys keys = load(CONFIG);
        long before = keys.epoch();

        keys.remove(signer(keys), AuditContext.at(NOW));

        assertThat(keys.epoch()).isGreaterThan(before);
        assertThat(keys.isCurrent()).isTrue();
    }

    @Test
    void epochBegins_whenAChangeIsLearnt_andTheKeysAreOutdatedUntilRead() {
        Keys here = load(CONFIG);
        long before = here.epoch();
        String removed = signer(here);
        load(CONFIG).remove(removed, AuditContext.at(NOW));

        here.onChange(new dev.keycard.revocation.Change.KeysChanged());

        assertThat(here.epoch()).isGreaterThan(before);
        assertThat(here.isCurrent()).isFalse();
        here.reload();
        assertThat(here.isCurrent()).isTrue();
        assertThat(signer(here)).isNotEqualTo(removed);
    }

    @Test
    void failedReading_leavesTheKeysOutdated() {
        Keys keys = load(CONFIG);
        store.add(StoredKey.made("broken", "ES256", new byte[40], NOW, NOW));
        keys.onChange(new dev.keycard.revocation.Change.KeysChanged());

        assertThatThrownBy(keys::reload).isInstanceOf(SigningKeyException.class);

        assertThat(keys.isCurrent()).isFalse();
    }

    @Test
    void removesStoredKeys_besideAConfiguredOne_withoutAReplacement() {
        String stored = signer(load(CONFIG));
        Keys keys = load(CONFIG.withKey(JwsAlgorithm.HS256, new Secret(ENTROPY.secretText())));

        assertThat(keys.remove(stored, AuditContext.at(NOW)).orElseThrow().replacement())
                .isNull();
        assertThat(store.all()).hasSize(1);
    }

    @Test
    void refuses_toRemoveKeysOfTheConfiguration() {
        SigningKey former = JwtFixture.key(JwsAlgorithm.EdDSA);
        JwtConfig config = CONFIG.withKey(JwsAlgorithm.HS256, new Secret(ENTROPY.secretText()))
                .withVerifyingKeys(
                        new Secret(former.verification().publicJwkJson().orElseThrow()));
        Keys keys = load(config);

        for (String kid : List.of(signer(keys), former.kid())) {
            assertThatThrownBy(() -> keys.remove(kid, AuditContext.at(NOW)))
                    .isInstanceOf(SigningKeyException.class)
                    .hasMessageContaining("configuration");
        }
    }

    @Test
    void refuses_aRemovedKey_thatComesBackByTheConfiguration() {
        Keys keys = load(CONFIG);
        SigningKey leaked = keys.current().signer(NOW);
        keys.remove(leaked.kid(), AuditContext.at(NOW));
        JwtConfig again = CONFIG.withVerifyingKeys(
                new Secret(leaked.verification().publicJwkJson().orElseThrow()));

        assertThatThrownBy(() -> load(again))
                .isInstanceOf(SigningKeyException.class)
                .hasMessageContaining("removed for good");
    }

    private Keys load(JwtConfig config) {
        return Keys.load(store, sealingKey, config, FASTEST, ENTROPY, clock);
    }

    private String signer(Keys keys) {
        return keys.current().signer(clock.instant()).kid();
    }

    private static List<String> states(Keys keys) {
        return keys.list().stream().map(key -> key.kid() + " " + key.state()).toList();
    }
}
