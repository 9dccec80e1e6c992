package dev.keycard.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.spring.Running.Member;
import dev.keycard.spring.migration.MovedApplication;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of {@code docs/spring-boot-migration.md} stands in the package {@code migration}, and works. */
class MigrationPageTest {

    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ACCESS = Pattern.compile("\"access\":\"([^\"]+)\"");

    @Test
    void codeOfThePage_standsInTheApplication() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "spring-boot-migration.md"));
        String source =
                Files.readString(Path.of("src/test/java/dev/keycard/spring/migration/OldRefreshController.java"));
        List<String> blocks =
                BLOCK.matcher(page).results().map(block -> block.group(1)).toList();
        assertThat(blocks).hasSize(1).allSatisfy(block -> assertThat(source).contains(block));
    }

    @Test
    void refreshTokenOfBefore_isExchangedOnce_andPathsOfBeforeRemain(@TempDir Path data) {
        try (Running application = Running.startAlone(
                MovedApplication.class, "--keycard.data=" + data, "--keycard.paths.token=/auth/login/")) {
            Member ada = application.member("ada");
            HttpResponse<String> exchanged = exchange(application, "old-token-of-ada");
            assertThat(exchanged.statusCode()).isEqualTo(200);
            Matcher access = ACCESS.matcher(exchanged.body());
            assertThat(access.find()).isTrue();
            assertThat(application
                            .get("/api/profile/", "Bearer " + access.group(1))
                            .body())
                    .contains(ada.id());
            assertThat(exchange(application, "old-token-of-ada").statusCode()).isEqualTo(401);
            assertThat(application
                            .send(
                                    "POST",
                                    "/auth/login",
                                    Map.of("Content-Type", "application/x-www-form-urlencoded"),
                                    "username=ada&password=" + Running.PASSWORD)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static HttpResponse<String> exchange(Running application, String token) {
        return application.send(
                "POST",
                "/auth/refresh",
                Map.of("Content-Type", "application/json"),
                "{\"refreshToken\":\"" + token + "\"}");
    }
}
