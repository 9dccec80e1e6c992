package dev.keycard.web.authcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/a/, /a",
        "/**, /**",
        "/a/**/, /a/**",
        "/a/{id}/b/*, /a/*/b/*",
        "/a b/café.json, /a b/café.json"
    })
    void readsSegments(String text, String meaning) {
        assertThat(PathPattern.parse(text)).hasToString(meaning);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "a", "//", "/a//b", "/a/../b", "/./a", "/a%20b", "/a;b", "/a?b", "/a*", "/**/a", "/***", "/{}",
                "/{a b}", "/{a", "/a{b}", "/\uff41", "/a "
            })
    void refuses_whatNoPathCouldMatch(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PathPattern.parse(text))
                .withMessageContaining("\"" + text + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "/**, /a, true",
        "/**, /, true",
        "/**, /*/**, true",
        "/a/**, /a, true",
        "/a/*, /a/b, true",
        "/a/*, /a/{x}, true",
        "/a/b, /a/b, true",
        "/a/**, /, false",
        "/a/**, /b/**, false",
        "/a, /a/**, false",
        "/a/*, /a/**, false",
        "/a/b, /a/*, false",
        "/a, /b, false",
        "/a, /a/b, false"
    })
    void covers_whatHasNoPathOfItsOwn(String pattern, String other, boolean covers) {
        assertThat(PathPattern.parse(pattern).covers(PathPattern.parse(other))).isEqualTo(covers);
    }
}
