package dev.keycard.web.request;

import static dev.keycard.support.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.http.ErrorCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PercentTest {

    @Property(tries = 500)
    void decodes_whatThePlatformEncodes(@ForAll String text) {
        String wellFormed = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

        assertThat(Percent.decodeForm(URLEncoder.encode(wellFormed, StandardCharsets.UTF_8)))
                .isEqualTo(wellFormed);
    }

    @Test
    void leaves_plainTextAsItIs_butForThePlus() {
        assertThat(Percent.decodeForm("a+b/\u00e9")).isEqualTo("a b/\u00e9");
        assertThat(Percent.decodeForm("+%2B\u00e9%20")).isEqualTo(" +\u00e9 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "x%", "%a", "%ag", "%g1", "%%41", "%\u0661\u0661", "%\uff11\uff11", "%-1"})
    void refuses_brokenEscapes(String text) {
        assertRefused(ErrorCode.PARSE_ERROR, () -> Percent.decodeForm(text));
    }
}
