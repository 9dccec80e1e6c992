package dev.keycard.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.settings.Setting;
import dev.keycard.settings.SettingGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} lists exactly the settings that there are, with their defaults, grouped by feature. */
class DocumentationTest {

    private static final Path PAGE = Path.of("../docs/configuration.md");

    @Test
    void documents_everySettingAndNoOther_groupedByFeature() throws IOException {
        List<String> lines = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| `") || line.startsWith("### "))
                .toList();
        assertThat(lines)
                .containsExactlyElementsOf(ServerConfiguration.CATALOG.groups().stream()
                        .flatMap(DocumentationTest::lines)
                        .toList());
    }

    private static Stream<String> lines(SettingGroup group) {
        return Stream.concat(
                Stream.of("### " + group.title()), group.settings().stream().map(DocumentationTest::row));
    }

    private static String row(Setting<?> setting) {
        String standard = setting.defaultText().isEmpty() ? "none" : "`" + setting.defaultText() + "`";
        return "| `" + setting.name() + "` | " + standard + " | " + setting.documentation() + " |";
    }
}
