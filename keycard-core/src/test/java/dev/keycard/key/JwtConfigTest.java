package dev.keycard.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.crypto.Secret;
import dev.keycard.jwt.JwsAlgorithm;
import dev.keycard.jwt.VerificationConfig;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class JwtConfigTest {

    private static final JwtConfig DEFAULTS = JwtConfig.defaults();

    private static void refused(ThrowingCallable making, String setting) {
        assertThatThrownBy(making).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(setting);
    }

    @Test
    void has_theDocumentedDefaults() {
        assertThat(DEFAULTS)
                .isEqualTo(new JwtConfig(
                        new IssuingConfig(
                                JwsAlgorithm.ES256,
                                null,
                                Duration.ofMinutes(5),
                                Duration.ofDays(1),
                                Duration.ofDays(30),
                                true,
                                Duration.ofSeconds(30),
                                Duration.ofDays(90)),
                        new VerificationConfig(null, null, Duration.ZERO),
                        List.of()));
    }

    @Test
    void refuses_rotationThatIsTooFrequentOrTooRare() {
        refused(() -> DEFAULTS.withRotation(Duration.ofDays(1).minusMillis(1)), "jwt.rotate-every");
        refused(() -> DEFAULTS.withRotation(Duration.ofDays(3651)), "jwt.rotate-every");
        assertThat(DEFAULTS.withRotation(null).issuing().rotateEvery()).isNull();
    }

    @Test
    void refuses_lifetimesThatAreNoneOrOutOfOrder() {
        Duration hour = Duration.ofHours(1);
        refused(() -> DEFAULTS.withLifetimes(Duration.ZERO, hour, hour), "jwt.access-lifetime");
        refused(() -> DEFAULTS.withLifetimes(Duration.ofMillis(999), hour, hour), "jwt.access-lifetime");
        refused(() -> DEFAULTS.withLifetimes(hour.negated(), hour, hour), "jwt.access-lifetime");
        refused(() -> DEFAULTS.withLifetimes(hour.plusSeconds(1), hour, hour), "jwt.access-lifetime");
        refused(() -> DEFAULTS.withLifetimes(hour, hour.plusSeconds(1), hour), "jwt.refresh-lifetime");
        refused(() -> DEFAULTS.withLifetimes(hour, hour, Duration.ofDays(3651)), "jwt.login-lifetime");
        assertThat(DEFAULTS.withLifetimes(hour, hour, hour).issuing().loginLifetime())
                .isEqualTo(hour);
    }

    @Test
    void refuses_leewayThatIsNegativeOrUnreasonable() {
        refused(() -> DEFAULTS.withLeeway(Duration.ofSeconds(-1)), "jwt.leeway");
        refused(() -> DEFAULTS.withLeeway(Duration.ofMinutes(6)), "jwt.leeway");
    }

    @Test
    void refuses_graceThatIsNegativeOrOutlivesTheToken() {
        refused(() -> DEFAULTS.withRefresh(true, Duration.ofSeconds(-1)), "jwt.refresh-grace");
        refused(() -> DEFAULTS.withRefresh(true, Duration.ofDays(2)), "jwt.refresh-grace");
        assertThat(DEFAULTS.withRefresh(false, Duration.ZERO).issuing().rotateRefresh())
                .isFalse();
    }

    @Test
    void refuses_blankParties() {
        refused(() -> DEFAULTS.withParties(" ", null), "jwt.issuer");
        refused(() -> DEFAULTS.withParties(null, ""), "jwt.audience");
    }

    @Test
    void prints_withoutTheKey() {
        assertThat(DEFAULTS.withKey(JwsAlgorithm.HS256, new Secret("3b9d1f7a2c8e"))
                        .toString())
                .contains("***")
                .doesNotContain("3b9d");
    }
}
