package dev.keycard.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keycard.support.Texts;
import java.time.Duration;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {

    @ParameterizedTest
    @CsvSource({
        "10/min, 10, PT1M",
        "10/m, 10, PT1M",
        "10/2minutes, 10, PT2M",
        "5/seconds, 5, PT1S",
        "5/s, 5, PT1S",
        "5/sec, 5, PT1S",
        "1000/day, 1000, PT24H",
        "7/hour, 7, PT1H",
        "3/20s, 3, PT20S",
        "1/30days, 1, PT720H",
        "999999999/s, 999999999, PT1S",
        "1/99999s, 1, PT99999S",
    })
    void reads(String text, int limit, Duration period) {
        assertThat(Rate.parse(text)).contains(new Rate(limit, period));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10",
                "/min",
                "10/",
                "0/min",
                "-1/min",
                "+1/min",
                "010/min",
                "1.5/min",
                "10/0s",
                "10/week",
                "10/Min",
                "10/month",
                "10/ms",
                "10/mo",
                "10/decade",
                "10/5mss",
                "10 / min",
                "10/min ",
                "10/31d",
                "10/99999d",
                "1/100000s",
                "1000000000/s",
                "10/min/s",
                "\u0661/min",
            })
    void refuses(String text) {
        assertThat(Rate.parse(text)).isEmpty();
    }

    @Property(tries = 1000)
    void anyText_isARateWithinItsBounds_orNone(@ForAll("texts") String text) {
        Rate.parse(text).ifPresent(rate -> {
            assertThat(Rate.parse(rate.text())).as(rate.text()).contains(rate);
            assertThat(rate.limit()).isBetween(1, 999_999_999);
            assertThat(rate.period()).isBetween(Duration.ofSeconds(1), Duration.ofDays(30));
        });
    }

    @Test
    void refuses_whatCannotBeCounted() {
        Duration second = Duration.ofSeconds(1);

        assertThatIllegalArgumentException().isThrownBy(() -> new Rate(0, second));
        assertThatIllegalArgumentException().isThrownBy(() -> new Rate(-1, second));
        assertThatIllegalArgumentException().isThrownBy(() -> new Rate(1_000_000_000, second));
        assertThatIllegalArgumentException().isThrownBy(() -> new Rate(1, second.minusNanos(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rate(1, Duration.ofDays(30).plusNanos(1)));
    }

    @Provide
    Arbitrary<String> texts() {
        return Texts.around("1", "0", "9", "/", "s", "min", "h", "d", "99999");
    }
}
