package dev.keycard.apitoken;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverlapTest {

    @Test
    void reads_lifetimesUpToThirtyDays_andNone() {
        assertThat(Overlap.parse("1h")).contains(Duration.ofHours(1));
        assertThat(Overlap.parse("30d")).contains(Overlap.LONGEST);
        assertThat(Overlap.parse("0")).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "31d", "2592001", "-1", "0d", "never", "1w", "00", "1h "})
    void refuses_everythingElse(String text) {
        assertThat(Overlap.parse(text)).isEmpty();
    }
}
