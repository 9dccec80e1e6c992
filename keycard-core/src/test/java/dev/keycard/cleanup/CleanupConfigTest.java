package dev.keycard.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CleanupConfigTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LESS = DAY.minusMillis(1);

    @Test
    void keepsAuditEntriesForEver_ifThatIsAsked() {
        assertThat(new CleanupConfig(DAY, DAY, null).keepAudit()).isNull();
    }

    @Test
    void refuses_timesUnderADay_byName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CleanupConfig(LESS, DAY, DAY))
                .withMessageContaining("cleanup.keep-logins");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CleanupConfig(DAY, LESS, DAY))
                .withMessageContaining("cleanup.keep-tokens");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CleanupConfig(DAY, DAY, LESS))
                .withMessageContaining("audit.keep");
    }
}
