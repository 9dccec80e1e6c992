package dev.keycard.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeConfigTest {

    @Test
    void defaults_areThoseOfTheContract() {
        assertThat(ChangeConfig.defaults()).isEqualTo(new ChangeConfig(Duration.ofMillis(500), Duration.ofSeconds(5)));
    }

    @ParameterizedTest
    @CsvSource({"PT0S, change.poll", "PT-1S, change.poll", "PT5S, change.max-staleness", "PT6S, change.max-staleness"})
    void refuses_pollThatCannotKeepTheViewYoung_andNamesTheSetting(Duration poll, String setting) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChangeConfig(poll, Duration.ofSeconds(5)))
                .withMessageContaining(setting);
    }
}
