package dev.keycard.http;

import static dev.keycard.support.Refusals.assertRefused;
import static dev.keycard.support.Refusals.assertResultOrRefusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.support.Texts;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class JsonTest {

    @Test
    void readsOneObject_withSpaceAroundIt() {
        assertThat(read(" {\"a\": [1, {\"b\": null}]}\r\n\t").get("a").get(0).intValue())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "1", "\"a\"", "[]", "[{}]", "true"})
    void refuses_whatIsNoObject(String text) {
        refuses(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":1/**/}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"\\x41\"}",
                "{\"a\":\"\\u12\"}"
            })
    void refuses_malformedJson(String text) {
        refuses(text);
    }

    @Test
    void refuses_manySmallValues_whichCostFarMoreThanTheirBytes() {
        assertThat(read("{\"a\":[" + "1,".repeat(4000) + "1]}").get("a")).hasSize(4001);
        refuses("{\"a\":[" + "{},".repeat(2100) + "{}]}");
        refuses("{\"a\":[" + "1,".repeat(5000) + "1]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}{}", "{} 1", "{}]", "{} x"})
    void refuses_anythingAfterTheObject(String text) {
        refuses(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":1}", "{\"a\":1,\"\\u0061\":2}", "{\"x\":{\"a\":1,\"a\":2}}"})
    void refuses_membersThatStandTwice(String text) {
        refuses(text);
    }

    @Test
    void refuses_depthBeyondSixteen() {
        assertThat(read("{\"a\":" + "[".repeat(15) + "]".repeat(15) + "}").size())
                .isEqualTo(1);
        refuses("{\"a\":" + "[".repeat(16) + "]".repeat(16) + "}");
    }

    @Test
    void refuses_numbersAndNamesBeyondAnySense() {
        assertThat(read("{\"a\":" + "1".repeat(64) + "}").size()).isEqualTo(1);
        refuses("{\"a\":" + "1".repeat(65) + "}");
        refuses("{\"" + "a".repeat(60_000) + "\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE"})
    void refuses_encodingsOtherThanUtf8(String charset) {
        assertRefused(ErrorCode.PARSE_ERROR, () -> Json.readObject("{\"a\":1}".getBytes(Charset.forName(charset))));
    }

    @Test
    void refuses_byteOrderMark() {
        refuses("\ufeff{\"a\":1}");
    }

    @Test
    void refuses_bytesThatAreNoUtf8() {
        refusesInString(0xff); // never occurs
        refusesInString(0xc1, 0x81); // an overlong A
        refusesInString(0xe0, 0x81, 0x81);
        refusesInString(0xc3); // cut off
        refusesInString(0xed, 0xa0, 0x80); // a lone surrogate
        refusesInString(0xed, 0xa0, 0xbd, 0xed, 0xb4, 0x91); // a pair of them
        refusesInString(0xf5, 0x80, 0x80, 0x80); // beyond Unicode
    }

    @Property(tries = 500)
    void anyBytes_giveAResultOrARefusal(@ForAll byte[] bytes) {
        assertResultOrRefusal(() -> Json.readObject(bytes));
    }

    @Property(tries = 1000)
    void nearlyJson_givesAResultOrARefusal(@ForAll("nearlyJson") String text) {
        assertResultOrRefusal(() -> Json.readObject(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Property(tries = 300)
    void writtenText_isReadAsItWas(@ForAll String text) {
        byte[] written = Json.write(Json.object().put("a", text));
        String wellFormed = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

        if (wellFormed.equals(text)) {
            assertThat(Json.readObject(written).get("a").stringValue()).isEqualTo(text);
        }
    }

    @Test
    @Timeout(2)
    void costIsBounded_forNamesOfOneHash() {
        StringBuilder text = new StringBuilder("{\"a\":1");
        for (int i = 0; i < 2040; i++) {
            text.append(",\"");
            for (int bit = 0; bit < 12; bit++) {
                text.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            text.append("\":1");
        }

        assertThat(read(text.append('}').toString()).size()).isEqualTo(2041);
    }

    @Provide
    Arbitrary<String> nearlyJson() {
        return Texts.around(
                        "{", "}", "[", "]", "\"", ":", ",", "\"a\":", "\"b\"", "1", "-", "1e9", "null", "\\", "\\u00",
                        " ")
                .map(text -> "{" + text);
    }

    private static ObjectNode read(String text) {
        return Json.readObject(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void refuses(String text) {
        assertRefused(ErrorCode.PARSE_ERROR, () -> read(text));
    }

    private static void refusesInString(int... bytes) {
        byte[] text = "{\"a\":\"______\"}".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            text[6 + i] = (byte) bytes[i];
        }
        assertRefused(ErrorCode.PARSE_ERROR, () -> Json.readObject(text));
    }
}
