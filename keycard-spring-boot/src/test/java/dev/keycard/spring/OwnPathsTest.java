package dev.keycard.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.spring.Running.Member;
import dev.keycard.user.User;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A controller at the path of one of Keycard's endpoints answers there, with its own rule; patterns take no endpoint away. */
class OwnPathsTest {

    @TempDir
    private Path data;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(ProfileController.class)
    static class Application {}

    @RestController
    static class ProfileController {

        @GetMapping("/api/profile/")
        @Permit(IsAuthenticated.class)
        Map<String, String> profile(@CurrentUser User user) {
            return Map.of("greeting", "Hello " + user.username());
        }

        @RequestMapping({"/api/{any}/", "/api/**"})
        Map<String, String> everything() {
            return Map.of("greeting", "no endpoint");
        }
    }

    @Test
    void controllerAnswersAtItsPath_andAPatternTakesNoEndpointAway() {
        try (Running application = Running.start(data, Application.class)) {
            Member ada = application.member("ada");
            assertThat(application.get("/api/profile/", ada.bearer()).body()).isEqualTo("{\"greeting\":\"Hello ada\"}");
            assertThat(application.get("/api/profile/", "").statusCode()).isEqualTo(401);
            assertThat(application.get("/api/profile", ada.bearer()).body()).doesNotContain("tier");
            assertThat(application.get("/api/logins/", ada.bearer()).body()).startsWith("{\"next\"");
            assertThat(application.get("/api/session/", "").body()).contains("authenticated");
        }
    }

    @Test
    void controllersBeneathAPath_takeNoEndpointAway() {
        try (Running application =
                Running.startAlone(Application.class, "--keycard.data=" + data, "--spring.mvc.servlet.path=/app")) {
            Member ada = application.member("ada");
            assertThat(application.get("/app/api/profile/", ada.bearer()).body())
                    .isEqualTo("{\"greeting\":\"Hello ada\"}");
            assertThat(application.get("/api/profile/", ada.bearer()).body()).contains("\"username\":\"ada\"");
            assertThat(application.get("/elsewhere", ada.bearer()).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void dispatcherWithAllPaths_keepsThem() {
        try (Running application =
                Running.startAlone(Application.class, "--keycard.data=" + data, "--spring.mvc.servlet.path=/")) {
            Member ada = application.member("ada");
            assertThat(application.get("/api/profile/", ada.bearer()).body()).isEqualTo("{\"greeting\":\"Hello ada\"}");
            assertThat(application.get("/api/logins/", ada.bearer()).body()).startsWith("{\"next\"");
        }
    }
}
