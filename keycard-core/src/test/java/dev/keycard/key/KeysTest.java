package dev.keycard.key;

import static dev.keycard.key.JwtFixture.CONFIG;
import static dev.keycard.key.JwtFixture.ENTROPY;
import static dev.keycard.key.JwtFixture.FASTEST;
import static dev.keycard.key.JwtFixture.NOW;
import static dev.keycard.key.JwtFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.audit.AuditContext;
import dev.keycard.crypto.Secret;
import dev.keycard.id.UserId;
import dev.keycard.jwt.JwsAlgorithm;
import dev.keycard.jwt.JwtVerifier;
import dev.keycard.jwt.Rights;
import dev.keycard.jwt.Verification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeysTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final InMemoryKeyStore store = new InMemoryKeyStore();
    private final SealingKey sealingKey = new SealingKey(ENTROPY.bytes(32));
    private final TurnedClock clock = new TurnedClock();

    private Keys load(JwtConfig config) {
        return Keys.load(store, sealingKey, config, FASTEST, ENTROPY, clock);
    }

    private static JwtConfig configured() {
        return CONFIG.withKey(JwsAlgorithm.HS256, new Secret(ENTROPY.secretText()));
    }

    private String signer(Keys keys) {
        return keys.current().signer(clock.instant()).kid();
    }

    private List<String> verifying(Keys keys) {
        return keys.list().stream().map(KeyEntry::kid).toList();
    }

    @Test
    void makes_theFirstKeyOnce() {
        Keys first = load(CONFIG);
        Keys second = load(CONFIG);
        assertThat(store.all()).hasSize(1);
        assertThat(signer(second)).isEqualTo(signer(first));
        assertThat(first.current().signer(NOW).algorithm()).isEqualTo(JwsAlgorithm.ES256);
    }

    @Test
    void uses_theKeyOfWhoeverCameFirst() {
        Keys other = load(CONFIG);
        SigningKeyStore late = new SigningKeyStore() {
            private int asked;

            @Override
            public List<StoredKey> all() {
                return asked++ < 2 ? List.of() : store.all();
            }

            @Override
            public boolean addFirst(StoredKey key, AuditContext context) {
                return store.addFirst(key, context);
            }

            @Override
            public boolean rotate(
                    StoredKey next, Instant othersRetireAt, Set<String> withoutEnd, AuditContext context) {
                return store.rotate(next, othersRetireAt, withoutEnd, context);
            }

            @Override
            public boolean remove(
                    String kid,
                    Instant at,
                    @Nullable StoredKey replacement,
                    Set<String> withoutEnd,
                    AuditContext context) {
                return store.remove(kid, at, replacement, withoutEnd, context);
            }

            @Override
            public int purgeRetiredBefore(Instant moment, int limit) {
                return store.purgeRetiredBefore(moment, limit);
            }

            @Override
            public Optional<String> sealingKeyId() {
                return store.sealingKeyId();
            }

            @Override
            public String claimSealingKey(String id) {
                return store.claimSealingKey(id);
            }
        };
        Keys keys = Keys.load(late, sealingKey, CONFIG, FASTEST, ENTROPY, clock);
        assertThat(signer(keys)).isEqualTo(signer(other));
    }

    /** Refresh tokens depend on the sealing key too, so it matters also when no signing key is stored. */
    @Test
    void refuses_anotherSealingKeyThanThatOfTheDatabase() {
        assertThat(store.claimSealingKey("another")).isEqualTo("another");

        assertThatExceptionOfType(SigningKeyException.class)
                .isThrownBy(() -> load(CONFIG))
                .withMessageContaining("another sealing key")
                .withMessageContaining("sealing-key");
        assertThat(store.all()).isEmpty();
    }

    @Test
    void stores_keysSealed() throws Exception {
        load(CONFIG);
        StoredKey stored = store.all().get(0);
        assertThat(new String(stored.sealedJwk(), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("kty");
        assertThat(sealingKey.open(stored.sealedJwk(), stored.kid())).isPresent();
        assertThat(sealingKey.open(stored.sealedJwk(), "another")).isEmpty();
    }

    @Test
    void refuses_keysSealedWithAnotherKey() {
        load(CONFIG);
        SealingKey other = new SealingKey(ENTROPY.bytes(32));
        assertThatThrownBy(() -> Keys.load(store, other, CONFIG, FASTEST, ENTROPY, clock))
                .isInstanceOf(SigningKeyException.class)
                .hasMessageContaining("sealing key file");
    }

    @Test
    void refuses_storedKeyUnderAnothersName() {
        load(CONFIG);
        StoredKey real = store.all().get(0);
        String json = sealingKey.open(real.sealedJwk(), real.kid()).orElseThrow();
        store.add(StoredKey.made("other", "ES256", sealingKey.seal(json, "other", ENTROPY), NOW, NOW));
        assertThatThrownBy(() -> load(CONFIG))
                .isInstanceOf(SigningKeyException.class)
                .hasMessageContaining("other");
    }

    @Test
    void keeps_theKeysItHasWhenReloadingFails() {
        Keys keys = load(CONFIG);
        String kid = signer(keys);
        store.add(StoredKey.made("broken", "ES256", new byte[40], NOW, NOW));
        assertThatThrownBy(keys::reload).isInstanceOf(SigningKeyException.class);
        assertThat(signer(keys)).isEqualTo(kid);
    }

    @Test
    void rotates_publishFirst_signLater_retireLast() {
        Keys keys = load(CONFIG.withLeeway(Duration.ofSeconds(5)));
        String old = signer(keys);
        StoredKey next = keys.rotate(HOUR, AuditContext.at(clock.instant()));
        assertThat(text(keys.current().jwks(clock.instant()))).contains(old).contains(next.kid());
        assertThat(signer(keys)).isEqualTo(old);
        clock.turn(HOUR.minusNanos(1));
        assertThat(signer(keys)).isEqualTo(old);
        clock.turn(Duration.ofNanos(1));
        assertThat(signer(keys)).isEqualTo(next.kid());
        assertThat(verifying(keys)).containsExactly(old, next.kid());
        clock.turn(CONFIG.issuing().accessLifetime().plusSeconds(5 + 60).minusNanos(1));
        assertThat(verifying(keys)).containsExactly(old, next.kid());
        clock.turn(Duration.ofNanos(1));
        assertThat(verifying(keys)).containsExactly(next.kid());
        assertThat(text(keys.current().jwks(clock.instant())))
                .doesNotContain(old)
                .contains(next.kid());
    }

    @Test
    void rotates_soThatEveryTokenLivesToItsEnd() {
        Keys keys = load(CONFIG);
        JwtSigner signer = new JwtSigner(keys::current, CONFIG);
        keys.rotate(HOUR, AuditContext.at(clock.instant()));
        clock.turn(HOUR.minusMillis(1));
        Instant issued = clock.instant();
        Instant expires = issued.plus(CONFIG.issuing().accessLifetime());
        String last = signer.sign(
                TokenClaims.access(JwtFixture.LOGIN, UserId.of(1), "j", issued, expires, Rights.NONE), issued);
        keys.reload();
        JwtVerifier verifier = new JwtVerifier(() -> keys.current().ring(), CONFIG.verification());
        assertThat(verifier.verify(
                        last, Instant.ofEpochSecond(expires.getEpochSecond()).minusNanos(1)))
                .isInstanceOf(Verification.Verified.class);
    }

    @Test
    void signs_withTheLatestOfTwoRotations_evenIfItBeginsEarlier() {
        Keys keys = load(CONFIG);
        StoredKey slow = keys.rotate(HOUR, AuditContext.at(clock.instant()));
        clock.turn(Duration.ofMinutes(10));
        StoredKey urgent = keys.rotate(Duration.ZERO, AuditContext.at(clock.instant()));
        assertThat(signer(keys)).isEqualTo(urgent.kid());
        clock.turn(HOUR);
        assertThat(signer(keys)).isEqualTo(urgent.kid()).isNotEqualTo(slow.kid());
    }

    @Test
    void signs_oneAfterTheOther_whenRotationsOverlap() {
        Keys keys = load(CONFIG);
        StoredKey second = keys.rotate(HOUR, AuditContext.at(clock.instant()));
        clock.turn(Duration.ofMinutes(30));
        StoredKey third = keys.rotate(HOUR, AuditContext.at(clock.instant()));
        clock.turn(Duration.ofMinutes(30));
        assertThat(signer(keys)).isEqualTo(second.kid());
        clock.turn(Duration.ofMinutes(30));
        assertThat(signer(keys)).isEqualTo(third.kid());
    }

    @Test
    void learns_ofARotationElsewhere_byReloading() {
        Keys here = load(CONFIG);
        Keys there = load(CONFIG);
        StoredKey next = there.rotate(Duration.ZERO, AuditContext.at(clock.instant()));
        assertThat(signer(here)).isNotEqualTo(next.kid());
        here.reload();
        assertThat(signer(here)).isEqualTo(next.kid());
    }

    @Test
    void starts_withAKeyThatAnotherClockMadeAhead() {
        load(CONFIG);
        clock.turn(Duration.ofSeconds(-30));
        Keys behind = load(CONFIG);
        assertThat(store.all()).hasSize(1);
        assertThat(signer(behind)).isEqualTo(store.all().get(0).kid());
    }

    @Test
    void leaves_retiredKeysClosed() {
        Keys keys = load(CONFIG);
        keys.rotate(Duration.ZERO, AuditContext.at(clock.instant()));
        StoredKey retired = store.all().get(0);
        store.add(StoredKey.made("lost", "ES256", new byte[40], NOW, NOW).withRetiresAt(NOW));
        clock.turn(DAY.multipliedBy(2));
        assertThat(verifying(load(CONFIG)))
                .doesNotContain("lost", retired.kid())
                .hasSize(1);
    }

    @Test
    void makes_aKeyForANewAlgorithm_andStillVerifiesTheOld() {
        String old = signer(load(CONFIG));
        Keys keys = load(CONFIG.withAlgorithm(JwsAlgorithm.EdDSA));
        assertThat(keys.current().signer(NOW).algorithm()).isEqualTo(JwsAlgorithm.EdDSA);
        assertThat(verifying(keys)).contains(old).hasSize(2);
        assertThat(signer(load(CONFIG))).isEqualTo(old);
    }

    @Test
    void uses_theConfiguredKeyAlone() {
        load(CONFIG);
        JwtConfig config = configured();
        Keys keys = load(config);
        assertThat(verifying(keys)).hasSize(1);
        assertThat(keys.current().signer(NOW).algorithm()).isEqualTo(JwsAlgorithm.HS256);
        assertThat(text(keys.current().jwks(NOW))).isEqualTo("{\"keys\":[]}");
        keys.reload();
        assertThat(verifying(keys)).hasSize(1);
        assertThat(store.all()).hasSize(1);
        assertThat(signer(load(config))).isEqualTo(signer(keys));
    }

    @Test
    void refuses_toRotateTheConfiguredKey() {
        Keys keys = load(configured());
        assertThatThrownBy(() -> keys.rotate(HOUR, AuditContext.at(clock.instant())))
                .isInstanceOf(SigningKeyException.class)
                .hasMessageContaining("jwt.signing-key is configured");
        assertThat(store.all()).isEmpty();
    }

    @Test
    void refuses_toSignBeforePublishing() {
        Keys keys = load(CONFIG);
        assertThatThrownBy(() -> keys.rotate(Duration.ofSeconds(-1), AuditContext.at(clock.instant())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(store.all()).hasSize(1);
    }

    @Test
    void refuses_weakConfiguredKey() {
        assertThatThrownBy(() -> load(CONFIG.withKey(JwsAlgorithm.HS256, new Secret("changeme"))))
                .isInstanceOf(SigningKeyException.class)
                .hasMessageContaining("jwt.signing-key");
    }
}
