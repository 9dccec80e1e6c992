package dev.keycard.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class CatalogueTest {

    static final List<String> LANGUAGES = Languages.ALL;

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void everyLanguage_hasTheSamePlacesInASentence(String language) {
        Catalogue english = Catalogue.of("en");
        Catalogue other = Catalogue.of(language);

        assertThat(english.keys())
                .allSatisfy(key -> assertThat(places(other.say(Message.of(key))))
                        .as(key)
                        .isEqualTo(places(english.say(Message.of(key)))));
    }

    @Test
    void fillsPlaces_withTheirArguments() {
        assertThat(Catalogue.of("en").say(MessageKey.FIELD_TOO_LONG.with(7))).isEqualTo("At most 7 characters.");
        assertThat(Catalogue.of("en").say(Message.literally("As {0} is."))).isEqualTo("As {0} is.");
    }

    @Test
    void refuses_whatItDoesNotHave() {
        assertThatThrownBy(() -> Catalogue.of("tlh")).isInstanceOf(IllegalArgumentException.class);
        Catalogue english = Catalogue.of("en");
        Message unknown = Message.of("unknown");
        assertThatThrownBy(() -> english.say(unknown)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Set<String> places(String sentence) {
        Set<String> places = new TreeSet<>();
        for (int i = 0; i < 5; i++) {
            if (sentence.contains("{" + i + "}")) {
                places.add("{" + i + "}");
            }
        }
        return places;
    }
}
