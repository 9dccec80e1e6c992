package dev.keycard.web.authcheck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginalTargetTest {

    @ParameterizedTest
    @CsvSource({
        "/a?x=/../b%00, /a, x=/../b%00",
        "/a?, /a, ''",
        "/a, /a,",
        "http://example.org/a, /a,",
        "HTTPS://example.org:8443/a?b, /a, b",
        "http://[::1]:80/a, /a,",
        "http://example.org, /,",
        "http://example.org?x, /, x"
    })
    void readsPathAndQuery_passingOverTheHost(String raw, String path, String query) {
        assertThat(OriginalTarget.parse(raw)).hasValueSatisfying(target -> {
            assertThat(target.path().text()).isEqualTo(path);
            assertThat(target.query()).isEqualTo(query);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "?",
                "a",
                "example.org:443",
                "ftp://example.org/a",
                "http:/a",
                "http:///a",
                "http://user@example.org/a",
                "http://example.org\\a",
                "http://example.org//a",
                "http://example.org/../a",
                "//example.org/a"
            })
    void refuses_otherForms(String raw) {
        assertThat(OriginalTarget.parse(raw)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a#b", "/a?b#c", "/a, /b", "/a?b /c", "/a\t", "/a?\0", "/a?\u007f"})
    void refuses_fragments_andTwoTargetsInOneLine(String raw) {
        assertThat(OriginalTarget.parse(raw)).isEmpty();
    }

    @Test
    void refuses_targetsBeyondTheLimit_countingTheQuery() {
        assertThat(OriginalTarget.parse("/?" + "a".repeat(OriginalPath.MAX_LENGTH - 2)))
                .isPresent();
        assertThat(OriginalTarget.parse("/?" + "a".repeat(OriginalPath.MAX_LENGTH - 1)))
                .isEmpty();
    }
}
