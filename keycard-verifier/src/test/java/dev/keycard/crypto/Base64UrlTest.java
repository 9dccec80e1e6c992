package dev.keycard.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64UrlTest {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    @Property(tries = 500)
    void decodes_whatWasEncoded(@ForAll @Size(max = 100) byte[] bytes) {
        assertThat(Base64Url.decode(Base64Url.encode(bytes)))
                .hasValueSatisfying(decoded -> assertThat(decoded).isEqualTo(bytes));
    }

    @Property(tries = 2000)
    void reads_noTextThatItWouldWriteOtherwise(@ForAll("nearlyBase64") String text) {
        assertThat(Base64Url.decode(text).map(Base64Url::encode).orElse(text)).isEqualTo(text);
    }

    @Test
    void hasExactlyOneTextForEachByte() {
        Set<String> accepted = new HashSet<>();
        for (char first = 0; first < 300; first++) {
            for (char second = 0; second < 300; second++) {
                String text = "" + first + second;
                if (Base64Url.decode(text).isPresent()) {
                    accepted.add(text);
                }
            }
        }

        assertThat(accepted).hasSize(256).allMatch(text -> text.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"QQ==", "QQ=", "QUI=", "=", "QUJD====", "Q=="})
    void refuses_padding(String text) {
        assertThat(Base64Url.decode(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"QR", "QUJ", "QUJDRB", "QUJDREV", "_w-_x"})
    void refuses_strayBits(String text) {
        assertThat(Base64Url.decode(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "QUJDR", "QUJDREVGR"})
    void refuses_lengthsThatNoBytesHave(String text) {
        assertThat(Base64Url.decode(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+/+/",
                "QUJ D",
                "QUJD\n",
                "\nQUJD",
                "QU.D",
                "QU\u00e9D",
                "QU\u0141D",
                "\uff31UJD",
                "QU\ud83d\udd11",
                "A/",
                "AA+"
            })
    void refuses_foreignCharacters(String text) {
        assertThat(Base64Url.decode(text)).isEmpty();
    }

    @Test
    void reads_nothingAsNothing() {
        assertThat(Base64Url.decode(""))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEmpty());
    }

    @Provide
    Arbitrary<String> nearlyBase64() {
        return Arbitraries.strings().withChars(ALPHABET + "+/= ").ofMaxLength(12);
    }
}
