package dev.keycard.spring;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;
import dev.keycard.permission.Permission;
import dev.keycard.spring.app.GuideApplication;
import dev.keycard.spring.autoconfigure.KeycardServletAutoConfiguration;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
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

    /** Would admit anonymous requests, which have no role. */
    @RestController
    static class ByNegation {
        @GetMapping("/negation")
        @Permit(rule = "not HasRole(guest)")
        String negation() {
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

    @Permit(IsAuthenticated.class)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Members {}

    @Permit(IsAdminUser.class)
    @Retention(RetentionPolicy.RUNTIME)
    @interface StaffOnly {}

    @RestController
    static class Twice {
        @GetMapping("/twice")
        @Members
        @StaffOnly
        String twice() {
            return "";
        }
    }

    /** Its helper is called by the method, and not by Spring. */
    @RestController
    static class OnAHelper {
        @GetMapping("/helper")
        @Permit(IsAuthenticated.class)
        String answer() {
            return helper();
        }

        @Permit(IsAdminUser.class)
        String helper() {
            return "secret";
        }
    }

    @RestController
    static class OfTwoBeans {
        @GetMapping("/two")
        @Permit(Denying.class)
        String two() {
            return "";
        }

        @Bean
        Denying one() {
            return new Denying();
        }

        @Bean
        Denying other() {
            return new Denying();
        }
    }

    static final class Denying implements Permission {
        @Override
        public boolean permits(Request request, Principal principal) {
            return false;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OnAService {
        @Bean
        GuardedService service() {
            return new GuardedService();
        }
    }

    /** Whatever keeps the guards away: a wrong class path, an exclusion, an application that is not of servlets. */
    @Test
    void rulesWithoutGuards_keepTheApplicationFromStarting() {
        assertThatThrownBy(() -> Running.startAlone(
                                GuideApplication.class,
                                "--keycard.data=" + data,
                                "--spring.main.lazy-initialization=true",
                                "--spring.autoconfigure.exclude=" + KeycardServletAutoConfiguration.class.getName())
                        .close())
                .hasStackTraceContaining("would not be enforced");
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                OnAService.class,
                WithoutRule.class,
                Misspelt.class,
                ByNegation.class,
                OfNoBean.class,
                Twice.class,
                OnAHelper.class,
                OfTwoBeans.class
            })
    void mistakeInARule_keepsTheApplicationFromStarting(Class<?> mistake) {
        assertThatThrownBy(() ->
                        Running.start(data, GuideApplication.class, mistake).close())
                .hasStackTraceContaining("@Permit on ");
    }
}
