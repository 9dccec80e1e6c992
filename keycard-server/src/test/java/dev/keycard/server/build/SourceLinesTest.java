package dev.keycard.server.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The formatter wraps code at 120 characters, and leaves comments and text blocks as they are. */
class SourceLinesTest {

    private static final int WIDEST = 130;
    private static final Predicate<String> TAG_INSIDE =
            Pattern.compile("^\\s*/?\\*+ .*\\S @(param|return|throws|see) ").asPredicate();

    @Test
    void comments_areNoWiderThanCode() throws IOException {
        Path root = Pom.root();
        List<Path> sources = sources(root);

        assertThat(sources).hasSizeGreaterThan(500);
        assertThat(sources.stream().flatMap(source -> lines(root, source, line -> line.length() > WIDEST)))
                .isEmpty();
    }

    @Test
    void tagsOfJavadoc_beginTheirLine() throws IOException {
        Path root = Pom.root();

        assertThat(sources(root).stream().flatMap(source -> lines(root, source, TAG_INSIDE)))
                .isEmpty();
    }

    private static List<Path> sources(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> root.relativize(file).toString().contains("src/"))
                    .toList();
        }
    }

    private static Stream<String> lines(Path root, Path source, Predicate<String> wrong) {
        List<String> lines = linesOf(source);
        return IntStream.range(0, lines.size())
                .filter(line -> wrong.test(lines.get(line)))
                .mapToObj(line -> root.relativize(source) + ":" + (line + 1));
    }

    private static List<String> linesOf(Path source) {
        try {
            return Files.readAllLines(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
