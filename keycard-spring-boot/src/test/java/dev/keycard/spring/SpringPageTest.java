package dev.keycard.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of {@code docs/spring-boot.md} stands in the package {@code page}, and works. */
class SpringPageTest {

    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Path SOURCES = Path.of("src/test/java/dev/keycard/spring/page");

    @Test
    void codeOfThePage_standsInTheApplication() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "spring-boot.md"));
        String sources = Files.readString(SOURCES.resolve("ProfileController.java"))
                + Files.readString(SOURCES.resolve("NotesController.java"))
                + Files.readString(SOURCES.resolve("NoteListController.java"))
                + Files.readString(SOURCES.resolveSibling("app").resolve("OwnsNote.java"));
        List<String> blocks = BLOCK.matcher(page)
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
        assertThat(blocks).hasSize(4).allSatisfy(block -> assertThat(sources).contains(block));
    }

    @Test
    void applicationOfThePage_works(@TempDir Path data) throws ClassNotFoundException {
        try (Running application = Running.startAlone(
                Class.forName("dev.keycard.spring.page.PageApplication"),
                "--keycard.data=" + data,
                "--keycard.throttle.scope.notes=100/h",
                "--keycard.throttle.tier-scope.premium.notes=5000/h")) {
            String ada = application.member("ada").bearer();
            assertThat(application.get("/api/me/", ada).body()).contains("\"username\":\"ada\"");
            assertThat(application.get("/api/me/", "").statusCode()).isEqualTo(401);
            assertThat(application.get("/notes", "").headers().firstValue("RateLimit-Policy"))
                    .contains("\"notes\";q=100;w=3600");
            assertThat(application.get("/notes/1", ada).body()).contains("note 1");
            assertThat(application.get("/notes/10", ada).statusCode()).isEqualTo(404);
            assertThat(application
                            .get("/notes/1", application.member("bob").bearer())
                            .statusCode())
                    .isEqualTo(404);
        }
    }
}
