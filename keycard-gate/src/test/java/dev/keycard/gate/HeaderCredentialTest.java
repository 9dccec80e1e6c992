package dev.keycard.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.support.Texts;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderCredentialTest {

    @ParameterizedTest
    @CsvSource({
        "'Bearer x', x",
        "'bearer x', x",
        "'BEARER\tx', x",
        "'Bearer   x  ', x",
        "'Bearer x y', x y",
        "'Bearer', ''",
        "'Bearer ', ''",
        "'Bearer  \t', ''",
    })
    void finds_whatFollowsTheScheme(String header, String credential) {
        assertThat(HeaderCredential.of(header, "Bearer")).contains(credential);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Basic x", "Bearerx", "Bearer=x", "Bear", " Bearer x", "Bearer,x", "xBearer y"})
    void finds_noOtherScheme(String header) {
        assertThat(HeaderCredential.of(header, "Bearer")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\t", "\0", "a\u007f", "\u00e9", "a\u00a0b", "a\n"})
    void isNoWord_ifItIsEmptyOrHoldsOthersThanVisibleAscii(String credential) {
        assertThat(HeaderCredential.isOneWord(credential)).isFalse();
    }

    @Property(tries = 1000)
    void anyHeader_givesACredentialThatStandsInIt(@ForAll("headers") String header) {
        HeaderCredential.of(header, "Token").ifPresent(credential -> {
            assertThat(header.stripTrailing()).endsWith(credential);
            assertThat(HeaderCredential.isOneWord(credential)).isEqualTo(credential.matches("[!-~]+"));
        });
    }

    @Provide
    Arbitrary<String> headers() {
        return Texts.around(" ", "\t", "Token", "x", "\u00e9", ",").map(text -> "Token" + text);
    }
}
