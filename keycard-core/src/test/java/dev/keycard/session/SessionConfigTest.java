package dev.keycard.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionConfigTest {

    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void defaults_areThoseOfTheContract() {
        assertThat(SessionConfig.defaults())
                .isEqualTo(new SessionConfig(DAY.multipliedBy(2), DAY.multipliedBy(14), false));
    }

    @Test
    void cookie_isBoundToTheHost_overTls() {
        assertThat(new SessionConfig(DAY, DAY, true).cookie()).isEqualTo("__Host-keycard");
        assertThat(new SessionConfig(DAY, DAY, false).cookie()).isEqualTo("keycard");
    }

    @Test
    void refuses_idleTimeBelowAMinute_andNamesTheSetting() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SessionConfig(Duration.ofSeconds(59), DAY, false))
                .withMessageContaining("session.idle");
    }

    @Test
    void refuses_lifetimeBelowTheIdleTime_andNamesTheSetting() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SessionConfig(DAY, DAY.minusMillis(1), false))
                .withMessageContaining("session.lifetime");
    }
}
