package dev.keycard.apitoken;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.support.Texts;
import java.time.Duration;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LifetimeTest {

    @ParameterizedTest
    @CsvSource({"90d, PT2160H", "12h, PT12H", "30m, PT30M", "45s, PT45S", "3600, PT1H", "1, PT1S", "36500d, PT876000H"})
    void reads(String text, Duration lifetime) {
        assertThat(Lifetime.parse(text)).contains(lifetime);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "0d",
                "00",
                "01d",
                "-1d",
                "+1d",
                "1.5h",
                "1w",
                "1D",
                "d",
                " 1d",
                "1d ",
                "1 d",
                "1d1h",
                "never",
                "36501d",
                "9999999999d",
                "99999999999",
                "\u0661d"
            })
    void refuses(String text) {
        assertThat(Lifetime.parse(text)).isEmpty();
    }

    @Property(tries = 1000)
    void anyText_isALifetimeOfUpToACentury_orNone(@ForAll("texts") String text) {
        Lifetime.parse(text)
                .ifPresent(lifetime -> assertThat(lifetime).isBetween(Duration.ofSeconds(1), Duration.ofDays(36_500)));
    }

    @Provide
    Arbitrary<String> texts() {
        return Texts.around("1", "9", "0", "99999", "s", "m", "h", "d");
    }
}
