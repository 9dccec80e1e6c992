package dev.keycard.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.support.Texts;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsernameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice",
                "Alice.O'Hara+x@example.com",
                "\u00e9lo\u00efse",
                "\u6b63\u78ba",
                "\u05d0\u05d1",
                "\ud835\udd38", // becomes a plain A
                "x",
                "7",
                "-_."
            })
    void accepts_visibleCharactersOfAnyScript(String name) {
        assertThat(Username.parse(name)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "ADMIN, admin",
        "\uff21\uff24\uff2d\uff29\uff2e, admin", // full width
        "a\u0301lice, \u00e1lice", // composed or not
        "\ufb01n, fin", // a ligature
        "\u212aelvin, kelvin", // the sign of a unit
        "STRA\u1e9eE, stra\u00dfe",
        "\u2167, viii",
    })
    void namesThatLookAlike_haveOneKey(String name, String key) {
        assertThat(Username.parse(name))
                .hasValueSatisfying(parsed -> assertThat(parsed.key()).isEqualTo(key));
        assertThat(Username.fold(name)).isEqualTo(key);
    }

    @Test
    void isShown_asItWasChosen() {
        assertThat(Username.parse("Alice"))
                .hasValueSatisfying(name -> assertThat(name)
                        .hasToString("Alice")
                        .extracting(Username::key)
                        .isEqualTo("alice"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", " a", "a ", "a\tb", "a\u00a0b", "a\u2003b", "a\u3000b", "\u00a8"})
    void refuses_spacesAndWhatBecomesThem(String name) {
        assertThat(Username.parse(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0", "a\n", "a\u007f", "a\u0085", "a\u2028b", "a\u2029b"})
    void refuses_controlCharacters(String name) {
        assertThat(Username.parse(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "admin\u200b", // zero-width space
                "ad\u200dmin",
                "\u202eadmin", // right-to-left override
                "admin\ufeff",
                "ad\u00admin", // soft hyphen
                "admin\ufe0f", // variation selector
                "admin\udb40\udd00",
                "admin\u034f", // grapheme joiner
                "admin\u115f",
                "admin\u1160",
                "admin\u3164", // Hangul fillers
                "admin\uffa0",
                "admin\u17b4",
                "admin\u180b",
                "admin\u2800", // Braille without dots
                "admin\udb40\udc41", // a tag character
            })
    void refuses_invisibleCharacters(String name) {
        assertThat(Username.parse(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\ud800", "\udc00a", "\udc00\ud800", "a\ue000", "a\uffff", "a\u0378"})
    void refuses_whatIsNoAssignedCharacter(String name) {
        assertThat(Username.parse(name)).isEmpty();
    }

    @Test
    void refuses_moreThan150Characters_beforeAndAfterNormalising() {
        assertThat(Username.parse("a".repeat(150))).isPresent();
        assertThat(Username.parse("a".repeat(151))).isEmpty();
        assertThat(Username.parse("\ufb03".repeat(51))).isEmpty(); // each becomes three
    }

    @Property(tries = 2000)
    void anyText_isANameInNormalForm_orNone(@ForAll("texts") String text) {
        Username.parse(text).ifPresent(name -> {
            assertThat(name.text()).isNotBlank().hasSizeLessThanOrEqualTo(Username.MAX_LENGTH);
            assertThat(Username.parse(name.text())).contains(name);
            assertThat(name.key()).isEqualTo(Username.fold(text)).isEqualTo(Username.fold(name.text()));
        });
    }

    @Property(tries = 2000)
    void folding_isStable_andBlindToCase(@ForAll("texts") String text) {
        String key = Username.fold(text);

        assertThat(Username.fold(key)).isEqualTo(key);
    }

    @Test
    @Timeout(2)
    void costIsBounded_forAnyLength() {
        assertThat(Username.parse("\ufdfa".repeat(1_000_000))).isEmpty();
        assertThat(Username.fold("\ufdfa".repeat(1_000_000)))
                .hasSizeLessThan(4000)
                .isEqualTo(Username.fold("\ufdfa".repeat(150)));
        assertThat(Username.parse("a" + "\u0315\u0300".repeat(74))).isPresent();
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(20),
                Texts.around(
                        "a", "A", "\u0301", "\u0345", "\u0130", "\u03a3", "\u1e9e", "\u1fbc", "\ufb01", "\u212b",
                        "\uff21"));
    }
}
