package dev.keycard.authcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.authentication.Anonymous;
import dev.keycard.http.Response.Header;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityHeadersTest {

    @Test
    void nobody_hasAllFour_andTheyAreEmpty() {
        assertThat(IdentityHeaders.of(Anonymous.ANONYMOUS))
                .containsExactly(
                        new Header("X-Auth-User", ""),
                        new Header("X-Auth-User-Id", ""),
                        new Header("X-Auth-Roles", ""),
                        new Header("X-Auth-Tier", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "ada@example.org, ada@example.org",
        "'a,b', a%2Cb",
        "100%, 100%25",
        "a b, a%20b",
        "Zoë, Zo%C3%AB",
        "'', ''"
    })
    void escapes_whatIsNotVisibleAscii_andWhatWouldBeMisread(String text, String encoded) {
        assertThat(IdentityHeaders.encode(text)).isEqualTo(encoded);
    }

    @Property
    void anyText_becomesVisibleAscii_andComesBack(@ForAll String text) {
        String encoded = IdentityHeaders.encode(text);
        assertThat(encoded).matches("[!-+\\--~]*");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8))
                .isEqualTo(new String(bytes, StandardCharsets.UTF_8));
    }
}
