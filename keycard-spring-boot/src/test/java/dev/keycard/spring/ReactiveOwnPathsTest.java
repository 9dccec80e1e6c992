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
import reactor.core.publisher.Mono;

/** As in {@link OwnPathsTest}, in a reactive application. */
class ReactiveOwnPathsTest {

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(ProfileController.class)
    static class Application {}

    @RestController
    static class ProfileController {

        @GetMapping("/api/profile/")
        @Permit(IsAuthenticated.class)
        Mono<Map<String, String>> profile(@CurrentUser User user) {
            return Mono.just(Map.of("greeting", "Hello " + user.username()));
        }

        @RequestMapping({"/api/{any}/", "/api/**"})
        Map<String, String> everything() {
            return Map.of("greeting", "no endpoint");
        }
    }

    @Test
    void controllerAnswersAtItsPath_andAPatternTakesNoEndpointAway(@TempDir Path data) {
        try (Running application = Running.startAlone(
                Application.class, "--spring.main.web-application-type=reactive", "--keycard.data=" + data)) {
            Member ada = application.member("ada");
            assertThat(application.get("/api/profile/", ada.bearer()).body()).isEqualTo("{\"greeting\":\"Hello ada\"}");
            assertThat(application.get("/api/profile/", "").statusCode()).isEqualTo(401);
            assertThat(application.get("/api/profile", ada.bearer()).body()).doesNotContain("tier");
            assertThat(application.get("/api/logins/", ada.bearer()).body()).startsWith("{\"next\"");
            assertThat(application.get("/api/session/", "").body()).contains("authenticated");
        }
    }
}
