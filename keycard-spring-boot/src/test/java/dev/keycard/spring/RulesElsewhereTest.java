package dev.keycard.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.spring.app.GuideApplication;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.rsocket.annotation.ConnectMapping;
import org.springframework.messaging.simp.annotation.SubscribeMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Rules of what no request of HTTP reaches keep the application from starting. */
class RulesElsewhereTest {

    @TempDir
    private Path data;

    static class Ops {
        @GetMapping("/ops")
        public String show() {
            return "ops";
        }
    }

    @RestController
    @Permit(IsAdminUser.class)
    static class WithMessages extends Ops {
        @MessageMapping("/ops/stop")
        void stop() {}
    }

    @RestController
    @Permit(IsAdminUser.class)
    static class WithSubscriptions extends Ops {
        @SubscribeMapping("/ops")
        void subscribe() {}
    }

    @RestController
    @Permit(IsAdminUser.class)
    static class WithConnections extends Ops {
        @ConnectMapping
        void connect() {}
    }

    @RestController
    @Permit(IsAdminUser.class)
    static class WithMutations extends Ops {
        @MutationMapping
        void stop() {}
    }

    @RestController
    @Permit(IsAdminUser.class)
    static class WithBatches extends Ops {
        @BatchMapping
        void authors() {}
    }

    @MessageMapping("/ops/stop")
    @Retention(RetentionPolicy.RUNTIME)
    @interface StopMessage {}

    interface Messages<T> {
        @StopMessage
        void stop(T what);
    }

    @RestController
    @Permit(IsAdminUser.class)
    static class WithMessagesOfAnInterface extends Ops implements Messages<String> {
        @Override
        public void stop(String what) {}
    }

    /** Requests are guarded, and messages are not. */
    @RestController
    static class OfBoth {
        @GetMapping("/ops")
        @MessageMapping("/ops")
        @Permit(IsAdminUser.class)
        String show() {
            return "ops";
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                WithMessages.class,
                WithSubscriptions.class,
                WithConnections.class,
                WithMutations.class,
                WithBatches.class,
                WithMessagesOfAnInterface.class,
                OfBoth.class
            })
    void ruleOfAControllerThatAnswersOtherProtocols_keepsTheApplicationFromStarting(Class<?> mixed) {
        assertThatThrownBy(
                        () -> Running.start(data, GuideApplication.class, mixed).close())
                .hasMessageContaining("@Permit on ")
                .hasMessageContaining("would not be enforced");
    }

    @RestController
    static class WithARuleOnOneMethod extends Ops {
        @Override
        @Permit(IsAdminUser.class)
        public String show() {
            return "ops";
        }

        @MessageMapping("/ops/stop")
        void stop() {}
    }

    @Test
    void ruleOfAMethod_saysNothingAboutMessages() {
        try (Running application = Running.start(data, GuideApplication.class, WithARuleOnOneMethod.class)) {
            assertThat(application.get("/ops", "").statusCode()).isEqualTo(401);
        }
    }

    static class GuardedService {
        @Permit(IsAdminUser.class)
        public String secret() {
            return "secret";
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Core {
        @Bean
        GuardedService service() {
            return new GuardedService();
        }
    }

    /** It has the name of a bean above it, and a guarded method with the same name. */
    @RestController("service")
    static class OfTheSameName {
        @GetMapping("/secret")
        @Permit(IsAdminUser.class)
        public String secret() {
            return "secret";
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {GuideApplication.class, OfTheSameName.class})
    void ruleInAParentContext_keepsTheApplicationFromStarting(Class<?> further) {
        assertThatThrownBy(() -> new SpringApplicationBuilder(Core.class)
                        .child(GuideApplication.class, further)
                        .run(Running.alone("--keycard.data=" + data, "--server.port=0"))
                        .close())
                .hasMessageContaining("@Permit on ")
                .hasMessageContaining("GuardedService")
                .hasMessageContaining("would not be enforced");
    }
}
