package dev.keycard.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class CharactersTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .ofMaxLength(20)
                .all()
                .withCharRange('\u0000', '\u00a1')
                .withCharRange('\u200a', '\u2070')
                .filter(text -> text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00,
                0x0A,
                0x1B,
                0x7F,
                0x80,
                0x85,
                0x9B,
                0x9D,
                0x9F, // controls
                0xAD,
                0x61C,
                0x200B,
                0x200E,
                0x200F,
                0x2060,
                0x2064,
                0xFEFF, // format
                0x202A,
                0x202B,
                0x202C,
                0x202D,
                0x202E,
                0x2066,
                0x2067,
                0x2068,
                0x2069, // direction
                0x2028,
                0x2029,
                0xD800,
                0xDFFF, // lines, halves of a pair
                0x34F,
                0x115F,
                0x1160,
                0x3164,
                0xFFA0,
                0x17B4,
                0x180B,
                0x180E,
                0x2065,
                0x2800,
                0xFFF0,
                0xE0001,
                0xE0041,
                0xE000,
                0xF8FF,
                0x10FFFD,
                0xFFFE,
                0xFDD0 // for private use, and none
            })
    void refuses_whatIsNotVisible_inNamesAndInLines(int c) {
        String text = "a" + Character.toString(c) + "b";
        assertThat(Characters.isVisible(c)).isFalse();
        assertThat(Characters.areVisible(text)).isFalse();
        assertThat(Characters.isName(text)).isFalse();
        assertThat(Characters.isLine(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ann",
                "O'Connor-Lloyd, Jr.",
                "Zo\u00eb",
                "\u5c71\u7530\u3000\u592a\u90ce", // with the blank of its script
                "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", // Persian, with a non-joiner
                "\u0d28\u0d4d\u200d", // Malayalam, with a joiner at the end
                "\u845b\udb40\udd00", // a variant of a character in names
                "\u2764\ufe0f\u200d\ud83d\udd25", // emoji: selector and joiner
                "Jean\u00a0Paul",
                ""
            })
    void takes_namesOfPeople_asLines(String name) {
        assertThat(Characters.isLine(name)).isTrue();
        assertThat(Characters.printable(name)).isEqualTo(name);
        assertThat(Characters.escaped(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u200d",
                "\u200ca",
                "a \u200d",
                "a\u200c\u200c",
                "a\u200d\ufe0f",
                "\ufe0f",
                "a\ufe0f\ufe0f",
                "a\tb"
            })
    void refuses_joinersAndSelectors_thatRefineNothing(String text) {
        assertThat(Characters.isLine(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"editor", "chief editor", "o'brien", "Gr\u00f6\u00dfe", "\u6b63"})
    void takes_namesOfRoles(String name) {
        assertThat(Characters.isName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " a", "a ", "a,b", "a\u00a0b", "a\u200db", "\u3000"})
    void refuses_namesOfRoles(String name) {
        assertThat(Characters.isName(name)).isFalse();
        assertThat(Characters.isName("x".repeat(65))).isFalse();
    }

    @Property
    void whatIsShown_commandsNoTerminal_andStaysTheSameJson(@ForAll("texts") String text) {
        String json = JSON.createObjectNode().put("x", text).toString();
        String escaped = Characters.escaped(json);
        assertThat(escaped)
                .doesNotContainPattern(
                        "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]");
        assertThat(JSON.readTree(escaped.getBytes(StandardCharsets.UTF_8))
                        .get("x")
                        .asString())
                .isEqualTo(text);
        assertThat(Characters.printable(text)).doesNotContainPattern("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029]");
    }

    @Property
    void whatMayBeStored_isPrintable(@ForAll("texts") String text) {
        if (Characters.isLine(text) || Characters.areVisible(text)) {
            assertThat(Characters.printable(text)).isEqualTo(text);
        }
    }
}
