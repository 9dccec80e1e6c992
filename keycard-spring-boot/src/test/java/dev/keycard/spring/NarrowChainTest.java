package dev.keycard.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.node.Node;
import dev.keycard.spring.Running.Member;
import dev.keycard.spring.app.GuideApplication;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** An application whose only chain is for some of its paths. */
class NarrowChainTest {

    @TempDir
    private Path data;

    private Running application;

    @Configuration(proxyBeanMethods = false)
    static class Narrow {

        @Bean
        SecurityFilterChain internal(HttpSecurity http) {
            return http.securityMatcher("/internal/**")
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .build();
        }
    }

    @BeforeEach
    void start() {
        application = Running.start(data, GuideApplication.class, Narrow.class);
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void controllersOutsideEveryChain_haveTheirRule_orTheDefault() {
        Member ada = application.member("ada");
        assertThat(application.get("/unruled", "").statusCode()).isEqualTo(401);
        assertThat(application.get("/unruled", ada.bearer()).statusCode()).isEqualTo(200);
        assertThat(application.get("/report", ada.bearer()).statusCode()).isEqualTo(403);
        assertThat(application
                        .get("/report", application.staff("boss").bearer())
                        .statusCode())
                .isEqualTo(200);
        assertThat(application.get("/unruled", "Token " + ada.apiToken("notes")).statusCode())
                .isEqualTo(403);
    }

    @Test
    void storeThatIsAway_is503() {
        String unseen = "Token " + application.member("ada").apiToken("notes");
        application.context().getBean(Node.class).close();
        HttpResponse<String> answer = application.get("/unruled", unseen);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }
}
