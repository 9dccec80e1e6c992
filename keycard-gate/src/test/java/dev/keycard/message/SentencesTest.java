package dev.keycard.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.http.ErrorCode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SentencesTest {

    static final List<String> LANGUAGES = Languages.ALL;

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void everyLanguage_hasEachSentenceAndNoOther(String language) {
        Set<String> wanted = new TreeSet<>();
        Arrays.stream(MessageKey.values()).map(MessageKey::key).forEach(wanted::add);
        Arrays.stream(ErrorCode.values()).map(code -> "error." + code.wire()).forEach(wanted::add);

        assertThat(Catalogue.of(language).keys()).containsExactlyInAnyOrderElementsOf(wanted);
    }
}
