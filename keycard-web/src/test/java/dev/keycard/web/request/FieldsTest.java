package dev.keycard.web.request;

import static dev.keycard.support.Refusals.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Json;
import dev.keycard.message.Message;
import dev.keycard.message.MessageKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {

    @Test
    void strips_texts_andLeavesPasswordsAsTheyWereTyped() {
        Fields fields = fields("{\"a\":\" \",\"b\":\" \\n\",\"c\":\"\\t\\ud83d\\udd11 x \"}");

        assertThat(fields.asTyped("a")).isEqualTo(" ");
        assertThat(fields.optionalAsTyped("c", 9)).isEqualTo("\t\ud83d\udd11 x ");
        assertThat(fields.required("c")).isEqualTo("\ud83d\udd11 x");
        assertThat(fields.optional("c", 4)).isEqualTo("\ud83d\udd11 x");
        assertThat(fields.optional("b", 0)).isEmpty();
        assertThat(fields.optional("missing", 5)).isNull();
        assertThatCode(fields::check).doesNotThrowAnyException();
    }

    @Test
    void refuses_aTextOfWhiteSpace_whereOneIsNeeded() {
        Fields fields = fields("{\"a\":\" \"}");

        assertThat(fields.required("a")).isEmpty();
        assertThat(refusal(fields::check).fields()).containsEntry("a", List.of(MessageKey.FIELD_EMPTY.with()));
    }

    @Test
    void tells_everyMistakeInOneAnswer() {
        Fields fields = fields("{\"empty\":\"\",\"null\":null,\"number\":1,\"long\":\"abc\"}");
        fields.required("missing");
        fields.required("empty");
        fields.required("null");
        fields.required("number");
        fields.optional("long", 2);
        fields.problem("long", Message.literally("And more."));

        ApiError refused = refusal(fields::check);

        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID);
        assertThat(refused.fields())
                .containsEntry("missing", List.of(MessageKey.FIELD_NEEDED.with()))
                .containsEntry("empty", List.of(MessageKey.FIELD_EMPTY.with()))
                .containsEntry("null", List.of(MessageKey.FIELD_NULL.with()))
                .containsEntry("number", List.of(MessageKey.FIELD_NO_TEXT.with()))
                .containsEntry("long", List.of(MessageKey.FIELD_TOO_LONG.with(2), Message.literally("And more.")))
                .hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1", "true", "[\"x\"]", "{\"x\":\"y\"}"})
    void refuses_whatIsNoText(String value) {
        Fields fields = fields("{\"a\":" + value + "}");

        assertThat(fields.required("a")).isEmpty();
        assertThat(fields.optional("a", 10)).isNull();
        assertThat(refusal(fields::check).fields()).containsOnlyKeys("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "x\\udc00", "\\udc00\\ud800", "\\ud800\\ud800\\udc00", "\\ud83dx"})
    void refuses_loneSurrogates(String value) {
        Fields fields = fields("{\"a\":\"" + value + "\"}");

        assertThat(fields.required("a")).isEmpty();
        assertThat(refusal(fields::check).fields()).containsOnlyKeys("a");
    }

    @Test
    void refuses_textBeyond8192Characters() {
        assertThat(fields("{\"a\":\"" + "x".repeat(8192) + "\"}").required("a")).hasSize(8192);
        Fields tooLong = fields("{\"a\":\"" + "x".repeat(8193) + "\"}");
        tooLong.optional("a", 10_000);

        assertThat(refusal(tooLong::check).fields()).containsOnlyKeys("a");
    }

    @Test
    void showsOtherTypesAsTheyAre() {
        assertThat(fields("{\"a\":[1]}").raw("a"))
                .hasValueSatisfying(node -> assertThat(node.isArray()).isTrue());
        assertThat(fields("{}").raw("a")).isEmpty();
    }

    private static Fields fields(String json) {
        return new Fields(Json.readObject(json.getBytes(StandardCharsets.UTF_8)));
    }
}
