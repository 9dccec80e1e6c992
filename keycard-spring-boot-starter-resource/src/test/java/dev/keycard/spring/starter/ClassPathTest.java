package dev.keycard.spring.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A service that only verifies tokens has no store, no password hashing, no mail and no SQL. */
class ClassPathTest {

    private static final Pattern ENGINE = Pattern.compile(
            ".*(keycard-(core|web|sql|node|settings|mail|redis)[-/\\\\]|bcprov|flyway|sqlite|HikariCP|bucket4j|angus|zxcvbn).*");

    @Test
    void starter_bringsNoEngine() throws IOException {
        List<String> classPath = Arrays.asList(
                Files.readString(Path.of("target", "classpath.txt")).strip().split(Pattern.quote(File.pathSeparator)));
        assertThat(classPath).anyMatch(entry -> entry.contains("keycard-gate"));
        assertThat(classPath).noneMatch(entry -> ENGINE.matcher(entry).matches());
    }
}
