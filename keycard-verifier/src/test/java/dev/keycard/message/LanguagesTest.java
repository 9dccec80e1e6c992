package dev.keycard.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguagesTest {

    private final Languages languages = new Languages();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de|de",
                "DE-at|de",
                "fr-CA, fr;q=0.8|fr",
                "en;q=0.1, es;q=0.9|es",
                "en;q=0.9, es;q=0.1|en",
                "tlh, nl;q=0.9, de;q=0.1|de",
                "*, fr;q=0.5|fr",
                "es;q=1.0|es"
            })
    void chooses_whatIsWantedMost(String header, String language) {
        assertThat(chosen(header)).isEqualTo(language);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "", " ", "*", "tlh", "*;q=0.1", "de;q=0", "de;q=2", "de;q=x", ";", ",,,", "-", "\u0000", "deutsch"
            })
    void speaksEnglish_whenNothingFits(String header) {
        assertThat(chosen(header)).isEqualTo("en");
    }

    @Test
    void looksAtNoHeaderThatIsTooLong() {
        assertThat(chosen("de," + "en-x,".repeat(40))).isEqualTo("en");
    }

    @Property(tries = 2000)
    void anyText_choosesALanguage(@ForAll @StringLength(max = 300) String header) {
        assertThat(Languages.ALL).contains(chosen(header));
    }

    @Property(tries = 2000)
    void anyTextOfItsCharacters_choosesALanguage(@ForAll("garbled") String header) {
        assertThat(Languages.ALL).contains(chosen(header));
    }

    @Property
    void theGreatestWeight_wins(@ForAll("weighted") List<String> order) {
        StringBuilder header = new StringBuilder("tlh");
        for (int i = order.size() - 1; i >= 0; i--) {
            header.append(", ").append(order.get(i)).append(";q=0.").append(9 - i);
        }
        assertThat(chosen(header.toString())).isEqualTo(order.get(0));
    }

    @Provide
    Arbitrary<String> garbled() {
        Arbitrary<String> pieces = Arbitraries.of(
                "de", "fr", "*", "-", ",", ";", "q=", "0.5", "q=0", " ", "\t", "x-y", "=", "1", "zh-hant-tw");
        return pieces.list().ofMaxSize(40).map(list -> String.join("", list));
    }

    @Provide
    Arbitrary<List<String>> weighted() {
        return Combinators.combine(
                        Arbitraries.shuffle(Languages.ALL),
                        Arbitraries.integers().between(1, 4))
                .as((order, size) -> List.copyOf(order.subList(0, size)));
    }

    private String chosen(String header) {
        return languages.choose(header).language();
    }
}
