package dev.keycard.spring;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.permission.Permission;
import dev.keycard.spring.app.GuideApplication;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Rules that would protect nothing keep the application from starting. */
class MistakesTest {

    @TempDir
    private Path data;

    static class GuardedService {

        @Permit(IsAdminUser.class)
        public String secret() {
            return "secret";
        }
    }

    @RestController
    static class WithoutRule {
        @GetMapping("/without")
        @Permit
        String without() {
            return "";
        }
    }

    @RestController
    static class Misspelt {
        @GetMapping("/misspelt")
        @Permit(rule = "HasRol(editor)")
        String misspelt() {
            return "";
        }
    }

    /** Has no constructor without arguments. */
    static final class NoBean {
        private NoBean() {}
    }

    abstract static class Unmade implements Permission {
        Unmade(Supplier<NoBean> needed) {}
    }

    @RestController
    static class OfNoBean {
        @GetMapping("/unmade")
        @Permit(Unmade.class)
        String unmade() {
            return "";
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OnAService {
        @Bean
        GuardedService service() {
            return new GuardedService();
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {OnAService.class, WithoutRule.class, Misspelt.class, OfNoBean.class})
    void mistakeInARule_keepsTheApplicationFromStarting(Class<?> mistake) {
        assertThatThrownBy(() ->
                        Running.start(data, GuideApplication.class, mistake).close())
                .hasStackTraceContaining("@Permit on ");
    }
}
