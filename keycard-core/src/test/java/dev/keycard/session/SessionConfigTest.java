package dev.keycard.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionConfigTest {

    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void defaults_areThoseOfTheContract() {
        assertThat(SessionConfig.defaults()).isEqualTo(new SessionConfig(DAY.multipliedBy(2), DAY.multipliedBy(14)));
    }

    @Test
    void refuses_idleTimeBelowAMinute_andNamesTheSetting() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SessionConfig(Duration.ofSeconds(59), DAY))
                .withMessageContaining("session.idle");
    }

    @Test
    void refuses_lifetimeBelowTheIdleTime_andNamesTheSetting() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SessionConfig(DAY, DAY.minusMillis(1)))
                .withMessageContaining("session.lifetime");
    }
}
