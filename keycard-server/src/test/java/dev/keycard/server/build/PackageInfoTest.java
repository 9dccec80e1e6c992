package dev.keycard.server.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The {@code package-info.java} of each package names the entry type, what holds about threads, and a page. */
class PackageInfoTest {

    private static final Path ROOT = Pom.root();
    private static final Pattern ENTRY_TYPE = Pattern.compile("\\{@link\\s+dev\\.keycard\\.[\\w.]+");
    private static final Pattern THREADS =
            Pattern.compile("(?i)thread|immutable|stateless|computed once|at compile time|by one thread");
    private static final Pattern PAGE = Pattern.compile("docs/[\\w-]+\\.md|(ARCHITECTURE|VERSIONING)\\.md");

    @Test
    void eachPackage_namesItsEntryTypeItsThreadsAndItsPage() throws IOException {
        List<Path> descriptions = descriptions();

        assertThat(descriptions).hasSizeGreaterThan(50);
        assertThat(descriptions.stream()
                        .filter(file -> isIncomplete(read(file)))
                        .map(ROOT::relativize))
                .isEmpty();
    }

    @Test
    void eachPackage_isDescribed() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            assertThat(files.filter(PackageInfoTest::isMainSource)
                            .map(Path::getParent)
                            .distinct()
                            .filter(folder -> !Files.exists(folder.resolve("package-info.java"))))
                    .isEmpty();
        }
    }

    private static boolean isIncomplete(String description) {
        return !ENTRY_TYPE.matcher(description).find()
                || !THREADS.matcher(description).find()
                || PAGE.matcher(description)
                        .results()
                        .filter(page -> Files.exists(ROOT.resolve(page.group())))
                        .findAny()
                        .isEmpty();
    }

    private static List<Path> descriptions() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(PackageInfoTest::isMainSource)
                    .filter(file -> file.endsWith("package-info.java"))
                    .toList();
        }
    }

    private static boolean isMainSource(Path file) {
        return file.toString().endsWith(".java")
                && ROOT.relativize(file).toString().contains("src/main/java");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
