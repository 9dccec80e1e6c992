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

class MultipartFormTest {

    private static final String TYPE = "multipart/form-data; boundary=XX";

    @Test
    void reads_textFields() {
        Fields fields =
                read(part("name=\"username\"", "alice") + part("name=password", "p&\u00e9\r\n-") + "--XX--\r\n");

        assertThat(fields.required("username")).isEqualTo("alice");
        assertThat(fields.required("password")).isEqualTo("p&\u00e9\r\n-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary"})
    void refuses_missingBoundary(String type) {
        refuses(type, part("name=a", "1") + "--XX--\r\n");
    }

    @Test
    void refuses_boundaryBeyondSeventyCharacters() {
        refuses("multipart/form-data; boundary=" + "x".repeat(71), "--" + "x".repeat(71) + "--");
    }

    @Test
    void refuses_fieldsThatStandTwice() {
        refuses(TYPE, part("name=a", "1") + part("name=\"a\"", "1") + "--XX--\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name=a; filename=x",
                "filename=\"x\"; name=a",
                "name=a; filename*=UTF-8''x",
                "name=a; FileName=x"
            })
    void refuses_files(String disposition) {
        refuses(TYPE, part(disposition, "1") + "--XX--\r\n");
    }

    @Test
    void refuses_fileHiddenByASecondDisposition() {
        String plain = "Content-Disposition: form-data; name=a\r\n";
        String file = "content-disposition: form-data; name=a; filename=x\r\n";

        refuses(TYPE, "--XX\r\n" + file + plain + "\r\n1\r\n--XX--\r\n");
        refuses(TYPE, "--XX\r\n" + plain + file + "\r\n1\r\n--XX--\r\n");
    }

    @Test
    void refuses_partWithoutName() {
        refuses(TYPE, part("x=y", "1") + "--XX--\r\n");
        refuses(TYPE, "--XX\r\nContent-Type: text/plain\r\n\r\n1\r\n--XX--\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "--XX",
                "--XX\r\n",
                "--XX--\r\n",
                "--YY\r\n\r\n\r\n--YY--",
                "--XX\r\nContent-Disposition: form-data; name=a"
            })
    void refuses_bodyWithoutAWholePart(String body) {
        refuses(TYPE, body);
    }

    @Test
    void refuses_bodyThatIsCutOff() {
        refuses(TYPE, part("name=a", "1"));
    }

    @Test
    void refuses_moreThanSixteenParts() {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            body.append(part("name=f" + i, "1"));
        }
        assertThat(read(body + "--XX--\r\n").required("f15")).isEqualTo("1");
        refuses(TYPE, body + part("name=f16", "1") + "--XX--\r\n");
    }

    @Test
    void refuses_valuesThatAreNoUtf8() {
        byte[] body = (part("name=a", "\u00e9") + "--XX--\r\n").getBytes(StandardCharsets.ISO_8859_1);

        assertRefused(
                ErrorCode.PARSE_ERROR,
                () -> Bodies.jsonOrForm(TestRequest.post("/").withBody(TYPE, body)));
    }

    @Property(tries = 1000)
    void anyBody_givesAResultOrARefusal(@ForAll("bodies") String body) {
        assertResultOrRefusal(() -> read(body));
    }

    @Test
    @Timeout(5)
    void costIsBounded_forBodiesThatNearlyHoldTheBoundary() {
        refuses(TYPE, part("name=a", "\r\n--X".repeat(12_000)));
        refuses(TYPE, "--XX\r\n" + "a: b\r\n".repeat(10_000));
        refuses("multipart/form-data; boundary=" + "-".repeat(70), "-".repeat(65_000));
    }

    @Provide
    Arbitrary<String> bodies() {
        return Texts.around(
                        "--XX",
                        "\r\n",
                        "--",
                        "Content-Disposition: form-data; ",
                        "name=a",
                        "name=\"b\"",
                        "; filename=x",
                        "v")
                .map(text -> "--XX\r\n" + text);
    }

    private static String part(String parameters, String value) {
        return "--XX\r\nContent-Disposition: form-data; " + parameters + "\r\n\r\n" + value + "\r\n";
    }

    private static Fields read(String body) {
        return Bodies.jsonOrForm(TestRequest.post("/").withBody(TYPE, body));
    }

    private static void refuses(String type, String body) {
        assertRefused(
                ErrorCode.PARSE_ERROR,
                () -> Bodies.jsonOrForm(TestRequest.post("/").withBody(type, body)));
    }
}
