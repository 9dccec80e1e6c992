package dev.keycard.key;

import static dev.keycard.key.JwtFixture.ENTROPY;
import static dev.keycard.key.JwtFixture.FASTEST;
import static dev.keycard.key.JwtFixture.NOW;
import static dev.keycard.key.JwtFixture.key;
import static dev.keycard.key.JwtFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.jwt.JwsAlgorithm;
import java.util.List;
import org.junit.jupiter.api.Test;

class SigningKeysTest {

    private final SigningKey es = key(JwsAlgorithm.ES256);
    private final SigningKey otherEs = SigningKey.generate(JwsAlgorithm.ES256, ENTROPY, FASTEST);
    private final SigningKey ed = key(JwsAlgorithm.EdDSA);
    private final SigningKey hs = key(JwsAlgorithm.HS256);
    private final SigningKeys ring = new SigningKeys(
            JwsAlgorithm.ES256,
            List.of(
                    RingKey.always(es),
                    RingKey.made(otherEs, NOW, NOW, NOW.plusSeconds(9)),
                    RingKey.always(ed),
                    RingKey.always(hs)));

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
        SigningKeys none = new SigningKeys(JwsAlgorithm.RS256, List.of(RingKey.always(es)));
        assertThatThrownBy(() -> none.signer(NOW))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("RS256");
    }

    @Test
    void publishes_noKeyThatOnlyVerifies() {
        SigningKeys mixed =
                new SigningKeys(JwsAlgorithm.ES256, List.of(RingKey.always(es), RingKey.verifyOnly(ed.verification())));
        assertThat(text(mixed.jwks(NOW))).contains(es.kid()).doesNotContain(ed.kid());
    }
}
