package dev.keycard.web.request;

import static dev.keycard.support.Refusals.assertRefused;
import static dev.keycard.support.Refusals.assertResultOrRefusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.http.ErrorCode;
import dev.keycard.http.TestRequest;
import dev.keycard.support.Texts;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodiesTest {

    private static final String FORM = "application/x-www-form-urlencoded";

    private final TestRequest post = TestRequest.post("/");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                " application/json ;x=y",
                "application/json; charset=utf-8",
                "application/json;\tCharset = \"UTF-8\"",
            })
    void reads_jsonUnderItsTypeInAnySpelling(String type) {
        assertThat(Bodies.json(post.withBody(type, "{\"a\":\"b\"}")).required("a"))
                .isEqualTo("b");
    }

    @Test
    void takes_noBodyForNoFields_whateverTheType() {
        assertThat(Bodies.json(post).raw("a")).isEmpty();
        assertThat(Bodies.json(post.withJson("")).raw("a")).isEmpty();
        assertThat(Bodies.jsonOrForm(post.withBody("text/plain", "")).raw("a")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "text/json",
                "application/xml",
                "application/jsonp",
                "application/json5",
                "application/json/x",
                "*/*",
                ";application/json",
                FORM,
                "multipart/form-data; boundary=x",
            })
    void refuses_typesOtherThanJson(String type) {
        refusesType(post.withBody(type, "{}"));
    }

    @Test
    void refuses_bodyWithoutType() {
        refusesType(post.withUntypedBody("{}"));
        assertRefused(ErrorCode.UNSUPPORTED_MEDIA_TYPE, () -> Bodies.jsonOrForm(post.withUntypedBody("{}")));
        assertRefused(ErrorCode.UNSUPPORTED_MEDIA_TYPE, () -> Bodies.jsonOrForm(post.withBody("text/plain", "{}")));
    }

    @Test
    void refuses_twoContentTypes() {
        refusesType(post.withJson("{}").with("content-type", "application/json"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json;charset=latin1",
                "application/json; charset=utf-16",
                "application/json;\tcharset=utf-16",
                "application/json; charset = \"utf-16\"",
                "application/json; charset=utf-8x",
                "application/json; charset=",
                "application/json; charset=utf-8; charset=utf-16",
            })
    void refuses_charsetOtherThanUtf8(String type) {
        refusesType(post.withBody(type, "{}"));
    }

    @Test
    void reads_form() {
        Fields fields = form("username=a%6cice&password=p%26+%C3%A9%2B&flag&&empty=");

        assertThat(fields.required("username")).isEqualTo("alice");
        assertThat(fields.required("password")).isEqualTo("p& \u00e9+");
        assertThat(fields.optional("flag", 10)).isEmpty();
        assertThat(fields.optional("empty", 10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1&a=1", "a=1&%61=2", "a&a=", "a=1&b=2&a"})
    void refuses_formFieldsThatStandTwice(String body) {
        refusesForm(body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a=%", "a=%4", "a=%4g", "a=%-1", "a=%+1", "a=% 1", "%zz=1", "a=%ff", "a=%c1%81", "a=%ed%a0%80"})
    void refuses_formThatCannotBeDecoded(String body) {
        refusesForm(body);
    }

    @Test
    void refuses_formOfVeryManyFields() {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 65; i++) {
            body.append('&').append((char) ('A' + i % 26)).append(i).append("=1");
        }
        assertRefused(ErrorCode.PARSE_ERROR, () -> form(body.toString()));
    }

    @Test
    void refuses_formOfOtherBytesThanUtf8() {
        byte[] latin = "a=\u00e9".getBytes(StandardCharsets.ISO_8859_1);

        assertRefused(ErrorCode.PARSE_ERROR, () -> Bodies.jsonOrForm(post.withBody(FORM, latin)));
    }

    @Property(tries = 1000)
    void anyForm_givesAResultOrARefusal(@ForAll("forms") String body) {
        assertResultOrRefusal(() -> form(body));
    }

    @Property(tries = 1000)
    void anyContentType_givesAResultOrARefusal(@ForAll("types") String type) {
        assertResultOrRefusal(() -> Bodies.jsonOrForm(post.withBody(type, "{\"a\":1}")));
    }

    @Test
    @Timeout(2)
    void costIsBounded_forAContentTypeOfManyParameters() {
        refusesType(post.withBody("text/plain" + ";charset \t".repeat(6000), "{}"));
        refusesType(post.withBody("text/plain" + ";" + " ".repeat(60_000), "{}"));
    }

    @Provide
    Arbitrary<String> forms() {
        return Texts.around("a", "b", "=", "&", "%", "%4", "%41", "%c3%a9", "%ff", "+");
    }

    @Provide
    Arbitrary<String> types() {
        return Texts.around(
                "application/json", FORM, "multipart/form-data", ";", "boundary=x", "charset=utf-8", "\"", " ");
    }

    private Fields form(String body) {
        return Bodies.jsonOrForm(post.withBody(FORM, body));
    }

    private void refusesForm(String body) {
        assertRefused(ErrorCode.PARSE_ERROR, () -> form(body));
    }

    private static void refusesType(TestRequest request) {
        assertRefused(ErrorCode.UNSUPPORTED_MEDIA_TYPE, () -> Bodies.json(request));
    }
}
