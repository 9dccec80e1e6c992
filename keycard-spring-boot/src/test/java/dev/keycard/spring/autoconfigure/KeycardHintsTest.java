package dev.keycard.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.web.server.ServerWebExchange;

class KeycardHintsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev/keycard/message/messages_en.properties",
                "dev/keycard/sql/migration/sqlite/V1__tables.sql",
                "dev/keycard/sql/migration/postgresql/V1__tables.sql",
                "dev/keycard/web/openapi/components.json",
                "com/nulabinc/zxcvbn/messages_de.properties",
                "com/nulabinc/zxcvbn/matchers/keyboards/qwerty.txt",
                "com/nulabinc/zxcvbn/matchers/dictionaries/passwords.txt"
            })
    void file_existsAndIsInANativeImage(String file) {
        RuntimeHints hints = new RuntimeHints();
        new KeycardHints().registerHints(hints, null);
        assertThat(KeycardHintsTest.class.getClassLoader().getResource(file)).isNotNull();
        assertThat(RuntimeHintsPredicates.resource().forResource(file)).accepts(hints);
    }

    @Test
    void exchangeThatIsAskedAbout_isInANativeImage() {
        RuntimeHints hints = new RuntimeHints();
        new KeycardHints().registerHints(hints, KeycardHintsTest.class.getClassLoader());
        assertThat(RuntimeHintsPredicates.proxies().forInterfaces(ServerWebExchange.class))
                .accepts(hints);
    }
}
