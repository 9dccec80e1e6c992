package dev.keycard.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {

    @ParameterizedTest
    @CsvSource({"0, 0s", "1500, 1500ms", "30000, 30s", "90000, 90s", "300000, 5m", "43200000, 12h", "86400000, 1d"})
    void writesDurations_inTheLargestUnitThatFits(long millis, String text) {
        assertThat(Quantities.text(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0B", "1, 1B", "1024, 1KiB", "19922944, 19MiB", "8589934592, 8GiB"})
    void writesSizes_inTheLargestUnitThatFits(long bytes, String text) {
        assertThat(Quantities.text(bytes)).isEqualTo(text);
    }

    @Property
    void everyDuration_isReadAsItIsWritten(@ForAll @LongRange(min = 0, max = 999_999_999_999L) long millis) {
        Duration duration = Duration.ofMillis(millis);
        assertThat(Quantities.duration(Quantities.text(duration))).contains(duration);
    }

    @Property
    void everySize_isReadAsItIsWritten(@ForAll @LongRange(min = 0, max = 1L << 39) long bytes) {
        assertThat(Quantities.size(Quantities.text(bytes))).contains(bytes);
    }
}
