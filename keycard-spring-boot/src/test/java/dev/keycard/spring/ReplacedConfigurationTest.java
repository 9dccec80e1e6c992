package dev.keycard.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.id.UserId;
import dev.keycard.spring.app.GuideApplication;
import dev.keycard.spring.app.OwnsNote;
import dev.keycard.user.User;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.config.DelegatingWebFluxConfiguration;
import org.springframework.web.reactive.config.WebFluxConfigurationSupport;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurationSupport;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** An application that replaces Spring's configuration, which then asks no configurer, is guarded as others are. */
class ReplacedConfigurationTest {

    /** What makes a user, if the user were made from the request. */
    private static final String FORGED = "?username=boss&text=boss&id=boss&staff=true&superuser=true&active=true"
            + "&tier=&roles=&email=&firstName=&lastName=&emailVerified=true&credentialVersion=0"
            + "&createdAt=2026-01-01T00:00:00Z&version=0&passwordHash=x";

    @TempDir
    private Path data;

    @RestController
    static class Handlers {

        @GetMapping("/who/user")
        @Permit(IsAuthenticated.class)
        String user(@CurrentUser User user) {
            return user.username();
        }

        @GetMapping("/who/id")
        @Permit(IsAuthenticated.class)
        String id(@CurrentUser UserId id) {
            return id.toString();
        }
    }

    @RestController
    static class Streams {

        @GetMapping("/stream/careless")
        @Permit({IsAuthenticated.class, OwnsNote.class})
        ResponseEntity<StreamingResponseBody> stream() {
            return ResponseEntity.ok(out -> out.write("hello".getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Servlets extends WebMvcConfigurationSupport {

        @Bean
        Handlers handlers() {
            return new Handlers();
        }

        @Bean
        Streams streams() {
            return new Streams();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Reactive extends WebFluxConfigurationSupport {

        @Bean
        Handlers handlers() {
            return new Handlers();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class DelegatingReactive extends DelegatingWebFluxConfiguration {

        @Bean
        Handlers handlers() {
            return new Handlers();
        }
    }

    private Running running(Class<?> configuration, String type) {
        return Running.startAlone(
                configuration,
                "--keycard.data=" + data.resolve(configuration.getSimpleName()),
                "--spring.main.web-application-type=" + type);
    }

    private static void assertNotForged(Running application) {
        Running.Member ada = application.member("ada");
        assertThat(application.get("/who/user" + FORGED, ada.bearer()).body()).isEqualTo("ada");
        assertThat(application.get("/who/id" + FORGED, ada.bearer()).body()).isEqualTo(ada.id());
        assertThat(application.get("/who/id" + FORGED, "").statusCode()).isEqualTo(401);
    }

    @Test
    void currentUser_isTheUserOfTheRequest_neverWhatItSends() {
        try (Running application = running(Servlets.class, "servlet")) {
            assertNotForged(application);
        }
        for (Class<?> reactive : new Class<?>[] {Reactive.class, DelegatingReactive.class}) {
            try (Running application = running(reactive, "reactive")) {
                assertNotForged(application);
            }
        }
    }

    @Test
    void streams_beginNotBeforeTheirObjectIsChecked() {
        try (Running application = running(Servlets.class, "servlet")) {
            var answer = application.get(
                    "/stream/careless", application.member("ada").bearer());
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).doesNotContain("hello");
        }
    }

    @RestController
    static class Messages {

        @MessageMapping("/who")
        String who(@CurrentUser User user) {
            return user.username();
        }
    }

    @Test
    void currentUserOfAMessage_keepsTheApplicationFromStarting() {
        assertThatThrownBy(() -> Running.start(data, GuideApplication.class, Messages.class)
                        .close())
                .hasStackTraceContaining("@CurrentUser of ")
                .hasStackTraceContaining("only handler methods for HTTP requests have the user");
    }
}
