package dev.keycard.jwt;

import static dev.keycard.jwt.JwtFixture.ENTROPY;
import static dev.keycard.jwt.JwtFixture.FASTEST;
import static dev.keycard.jwt.JwtFixture.NOW;
import static dev.keycard.jwt.JwtFixture.key;
import static dev.keycard.jwt.JwtFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyRingTest {

    private final SigningKey es = key(JwsAlgorithm.ES256);
    private final SigningKey otherEs = SigningKey.generate(JwsAlgorithm.ES256, ENTROPY, FASTEST);
    private final SigningKey ed = key(JwsAlgorithm.EdDSA);
    private final SigningKey hs = key(JwsAlgorithm.HS256);
    private final KeyRing ring = new KeyRing(
            JwsAlgorithm.ES256,
            List.of(
                    RingKey.always(es),
                    new RingKey(otherEs, RingKey.Source.MADE, NOW, NOW, NOW.plusSeconds(9)),
                    RingKey.always(ed),
                    RingKey.always(hs)));

    @Test
    void offers_theNamedKeyForItsOwnAlgorithmOnly() {
        assertThat(candidates(es.kid(), JwsAlgorithm.ES256, NOW)).containsExactly(es);
        assertThat(candidates(es.kid(), JwsAlgorithm.ES384, NOW)).isEmpty();
        assertThat(candidates(es.kid(), JwsAlgorithm.HS256, NOW)).isEmpty();
        assertThat(candidates("unknown", JwsAlgorithm.ES256, NOW)).isEmpty();
    }

    @Test
    void offers_allKeysOfAnAlgorithmToWhoNamesNone() {
        assertThat(candidates(null, JwsAlgorithm.ES256, NOW)).containsExactly(es, otherEs);
        assertThat(candidates(null, JwsAlgorithm.ES256, NOW.plusSeconds(9))).containsExactly(es);
        assertThat(candidates(null, JwsAlgorithm.EdDSA, NOW)).containsExactly(ed);
    }

    @Test
    void publishes_asymmetricKeysThatStillVerify() {
        assertThat(text(ring.jwks(NOW)))
                .contains(es.kid(), otherEs.kid(), ed.kid())
                .doesNotContain(hs.kid());
        assertThat(text(ring.jwks(NOW.plusSeconds(9))))
                .contains(es.kid(), ed.kid())
                .doesNotContain(otherEs.kid());
    }

    @Test
    void publishes_aCopyThatNobodyCanSpoil() {
        ring.jwks(NOW)[0] = 'x';
        assertThat(text(ring.jwks(NOW))).startsWith("{\"keys\":[{");
    }

    @Test
    void signs_withItsAlgorithmOnly() {
        assertThat(ring.signer(NOW)).isSameAs(es);
        KeyRing none = new KeyRing(JwsAlgorithm.RS256, List.of(RingKey.always(es)));
        assertThatThrownBy(() -> none.signer(NOW))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("RS256");
    }

    private List<SigningKey> candidates(@Nullable String kid, JwsAlgorithm algorithm, Instant now) {
        return ring.candidates(kid, algorithm, now).stream().map(RingKey::key).toList();
    }

    @Test
    void publishes_noKeyThatOnlyVerifies() {
        KeyRing mixed = new KeyRing(JwsAlgorithm.ES256, List.of(RingKey.always(es), RingKey.verifyOnly(ed)));
        assertThat(text(mixed.jwks(NOW))).contains(es.kid()).doesNotContain(ed.kid());
    }
}
