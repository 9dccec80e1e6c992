package dev.keycard.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.crypto.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretListTest {

    private static final String JSON = "{\"kid\":\"a,}\\\"{\",\"x\":{\"y\":[1,2]}}";
    private static final String PEM = "-----BEGIN PUBLIC KEY-----\nab,c\n-----END PUBLIC KEY-----";

    @TempDir
    Path folder;

    @Test
    void takes_eachEntryWhole() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "HS256:with, a comma\n");

        assertThat(read(JSON + ", " + PEM + "," + "HS256:base64:AAAA" + ", file:" + file + ",\n" + JSON))
                .containsExactly(JSON, PEM, "HS256:base64:AAAA", "HS256:with, a comma", JSON);
    }

    @Test
    void holdsNothing_whenNothingIsGiven() {
        assertThat(read("")).isEmpty();
        assertThat(read(" , ")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"kid\":\"}", "-----BEGIN PUBLIC KEY-----\nabc", "file:/there/is/none"})
    void refuses_whatHasNoEnd_andFilesThatAreNotThere(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("jwt.verifying-keys ")
                .hasMessageNotContaining("kid");
    }

    private static List<String> read(String text) {
        return SecretList.read("jwt.verifying-keys", text).stream()
                .map(Secret::reveal)
                .toList();
    }
}
