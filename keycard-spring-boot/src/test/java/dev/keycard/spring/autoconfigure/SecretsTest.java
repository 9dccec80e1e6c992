package dev.keycard.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.spring.autoconfigure.ApplicationDatabase.Reached;
import dev.keycard.spring.autoconfigure.KeycardResourceProperties.Changes;
import org.junit.jupiter.api.Test;

/** What is configured prints without its secrets: such texts reach logs and messages. */
class SecretsTest {

    @Test
    void propertiesPrintWithoutSecrets() {
        assertThat(new Changes("kc_secret", false).toString()).doesNotContain("secret");
        assertThat(new Reached("jdbc:postgresql://db/app?password=secret", "app", "secret").toString())
                .doesNotContain("secret");
    }
}
