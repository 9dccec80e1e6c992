package dev.keycard.web.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.http.TestRequest;
import dev.keycard.support.Texts;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CookiesTest {

    private static final TestRequest GET = TestRequest.get("/");

    @ParameterizedTest
    @CsvSource({
        "keycard=x, x",
        "a=b; keycard=x, x",
        "a=b;keycard=x;c=d, x",
        "keycard=x=y==, x=y==",
        "'keycard= x ', x",
        "keycardx=1; xkeycard=2; keycard=3, 3",
        "keycard_csrf=1; keycard=3, 3",
        "'; ;keycard=x;', x",
    })
    void finds_theCookieOfThatName(String line, String value) {
        assertThat(value(line)).contains(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "=",
                "keycard",
                "keycard;=x",
                "keycard=",
                "keycard= ",
                "KEYCARD=x",
                "a=keycard=x",
                "xkeycard=y",
                "keycard;x"
            })
    void finds_nothingElse(String line) {
        assertThat(value(line)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"keycard=x; keycard=y", "keycard=x; a=b; keycard=x", "keycard=; keycard=x", "keycard=x;keycard="
            })
    void refuses_twoOfOneName(String line) {
        assertThat(value(line)).isEmpty();
    }

    @Test
    void refuses_twoOfOneName_inDifferentLines() {
        assertThat(Cookies.value(GET.with("Cookie", "keycard=x").with("cookie", "keycard=y"), "keycard"))
                .isEmpty();
    }

    @Test
    void finds_itInAnyLine() {
        assertThat(Cookies.value(GET.with("Cookie", "a=b").with("Cookie", "keycard=y"), "keycard"))
                .contains("y");
        assertThat(Cookies.value(GET, "keycard")).isEmpty();
    }

    @Property(tries = 1000)
    void anyLine_givesAValueThatStandsInIt(@ForAll("lines") String line) {
        assertThat(value(line))
                .satisfiesAnyOf(
                        found -> assertThat(found).isEmpty(),
                        found -> assertThat(line).contains("keycard=", found.orElseThrow()));
    }

    @Test
    @Timeout(2)
    void costIsBounded_forManyCookies() {
        assertThat(value("keycard".repeat(10_000) + ";a=b".repeat(20_000) + "; keycard=x"))
                .contains("x");
    }

    @Provide
    Arbitrary<String> lines() {
        return Texts.around("keycard", "=", ";", " ", "x", "keycard=x");
    }

    private static Optional<String> value(String line) {
        return Cookies.value(GET.with("Cookie", line), "keycard");
    }
}
