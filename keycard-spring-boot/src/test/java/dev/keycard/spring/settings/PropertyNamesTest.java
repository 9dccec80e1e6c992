package dev.keycard.spring.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sentences of the engine name settings as an application has them. */
class PropertyNamesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    store.url is no URL.                         | keycard.store.url is no URL.
                    change.push is redis, so set redis.url.      | keycard.change.push is redis, so set keycard.redis.url.
                    throttle.scope.jobs is fast.                 | keycard.throttle.scope.jobs is fast.
                    jwt.access-lifetime (jwt.leeway) is too long | keycard.jwt.access-lifetime (keycard.jwt.leeway) is too long
                    """)
    void settings_haveTheirPrefix(String sentence, String expected) {
        assertThat(PropertyNames.in(sentence)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The data folder cannot be read.",
                "Unknown property keycard.store.url; did you mean keycard.store.url?",
                "The file /etc/store.url cannot be read.",
                "https://store.url/jwt.issuer",
                "my-store.url",
                "store.urls",
                "store.url.txt",
            })
    void otherWords_stay(String sentence) {
        assertThat(PropertyNames.in(sentence)).isEqualTo(sentence);
    }

    @Test
    void eachSettingOfTwoWords_isKnown_andItsPropertyStays() {
        assertThat(SpringSettings.CATALOG
                        .settings()
                        .filter(setting -> setting.name().contains(".")))
                .isNotEmpty()
                .allSatisfy(setting -> {
                    String sentence = "Set " + setting.name() + ".";
                    String property = "Set keycard." + setting.name() + ".";
                    assertThat(PropertyNames.in(sentence)).isEqualTo(property);
                    assertThat(PropertyNames.in(property)).isEqualTo(property);
                });
    }
}
