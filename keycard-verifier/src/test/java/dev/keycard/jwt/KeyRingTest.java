package dev.keycard.jwt;

import static dev.keycard.jwt.JwtFixture.NOW;
import static dev.keycard.jwt.JwtFixture.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyRingTest {

    private final VerificationKey es = key(JwsAlgorithm.ES256).verification();
    private final VerificationKey otherEs = TestKey.generate(JwsAlgorithm.ES256).verification();
    private final VerificationKey ed = key(JwsAlgorithm.EdDSA).verification();
    private final VerificationKey hs = key(JwsAlgorithm.HS256).verification();
    private final KeyRing ring = new KeyRing(List.of(
            TrustedKey.ofKeycard(es),
            new TrustedKey(otherEs, true, NOW.plusSeconds(9)),
            TrustedKey.ofKeycard(ed),
            TrustedKey.ofKeycard(hs)));

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
    void knows_keysByTheirNames() {
        assertThat(ring.knows(es.kid())).isTrue();
        assertThat(ring.knows("unknown")).isFalse();
    }

    @Test
    void refuses_twoKeysOfOneName() {
        List<TrustedKey> twice = List.of(TrustedKey.ofKeycard(es), TrustedKey.ofAnother(es));
        assertThatThrownBy(() -> new KeyRing(twice))
                .isInstanceOf(KeyException.class)
                .hasMessageContaining(es.kid());
    }

    private List<VerificationKey> candidates(@Nullable String kid, JwsAlgorithm algorithm, Instant now) {
        return ring.candidates(kid, algorithm, now).stream()
                .map(TrustedKey::key)
                .toList();
    }
}
