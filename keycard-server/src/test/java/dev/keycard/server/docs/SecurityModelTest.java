package dev.keycard.server.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each test that {@code docs/security-model.md} names for a promise exists, and each promise names one. */
class SecurityModelTest {

    private static final Path ROOT = Path.of("..");
    private static final Path PAGE = ROOT.resolve("docs/security-model.md");
    private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");
    private static final Pattern PROMISE =
            Pattern.compile("^\\|(?<promise>[^|]+)\\|(?<tests>[^|]+)\\|$", Pattern.MULTILINE);

    @Test
    void everyTestThatIsNamed_exists() throws IOException {
        Map<String, String> sources = sources();
        List<String> missing = TEST.matcher(Files.readString(PAGE))
                .results()
                .filter(named -> !isIn(sources.getOrDefault(named.group(1), ""), named.group(2)))
                .map(MatchResult::group)
                .toList();
        assertThat(missing).isEmpty();
    }

    @Test
    void everyPromise_namesATest() throws IOException {
        String page = Files.readString(PAGE);
        String promises = page.substring(page.indexOf("## Promises"), page.indexOf("## What is not promised"));
        List<String> withoutTest = PROMISE.matcher(promises)
                .results()
                .filter(row -> !row.group(1).isBlank() && !row.group(1).contains("---"))
                .filter(row -> !row.group(1).strip().equals("promise"))
                .filter(row -> !TEST.matcher(row.group(2)).find())
                .map(row -> row.group(1).strip())
                .toList();
        assertThat(PROMISE.matcher(promises).results().count()).isGreaterThan(50);
        assertThat(withoutTest).isEmpty();
    }

    private static boolean isIn(String source, String method) {
        return Pattern.compile("void " + method + "\\(").matcher(source).find();
    }

    /** The sources of all modules by the name of their class; the contracts of stores are no tests themselves. */
    private static Map<String, String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("src/test")
                            || file.toString().contains("keycard-testkit/src/main"))
                    .collect(Collectors.toMap(SecurityModelTest::className, SecurityModelTest::read, String::concat));
        }
    }

    private static String className(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
