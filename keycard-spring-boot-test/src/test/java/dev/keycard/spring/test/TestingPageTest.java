package dev.keycard.spring.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/spring-boot-testing.md} stands in tests of the package {@code notes}, which run. */
class TestingPageTest {

    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Path NOTES = Path.of("src/test/java/dev/keycard/spring/test/notes");

    @Test
    void codeOfThePage_standsInTests() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "spring-boot-testing.md"));
        List<String> blocks = BLOCK.matcher(page)
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
        assertThat(page.lines()).hasSizeLessThan(90);
        assertThat(blocks).hasSize(4).allSatisfy(block -> assertThat(sources()).contains(block));
    }

    private static String sources() {
        try (Stream<Path> files = Files.list(NOTES)) {
            return files.map(TestingPageTest::read).collect(Collectors.joining("\n"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
