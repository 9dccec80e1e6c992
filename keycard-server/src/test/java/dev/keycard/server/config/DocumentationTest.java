package dev.keycard.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} lists exactly the settings that there are, with their defaults. */
class DocumentationTest {

    private static final Path PAGE = Path.of("../docs/configuration.md");

    @Test
    void documents_everySettingAndNoOther() throws IOException {
        List<String> rows = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(
                        Settings.all().stream().map(DocumentationTest::row).toList());
    }

    private static String row(Setting<?> setting) {
        String standard = setting.defaultText().isEmpty() ? "none" : "`" + setting.defaultText() + "`";
        return "| `" + setting.name() + "` | " + standard + " | " + setting.documentation() + " |";
    }
}
