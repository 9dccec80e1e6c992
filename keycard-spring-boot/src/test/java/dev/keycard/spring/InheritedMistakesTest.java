package dev.keycard.spring;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.spring.app.GuideApplication;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Rules that a controller inherits from several places, and which differ, keep the application from starting. */
class InheritedMistakesTest {

    @TempDir
    private Path data;

    @Permit(IsAdminUser.class)
    abstract static class StaffBase {}

    @Permit(AllowAny.class)
    interface OpenApi {}

    @Permit(IsAdminUser.class)
    interface StaffApi {}

    @RestController
    static class OfClassAndInterface extends StaffBase implements OpenApi {
        @GetMapping("/notes")
        String list() {
            return "";
        }
    }

    @RestController
    static class OfTwoInterfaces implements StaffApi, OpenApi {
        @GetMapping("/notes")
        String list() {
            return "";
        }
    }

    @RestController
    static class OfTwoInterfacesInTheOtherOrder implements OpenApi, StaffApi {
        @GetMapping("/notes")
        String list() {
            return "";
        }
    }

    interface OpenList {
        @Permit(AllowAny.class)
        String list(String word);
    }

    interface StaffList<T> {
        @Permit(IsAdminUser.class)
        String list(T word);
    }

    @RestController
    static class OfTwoMethods implements OpenList, StaffList<String> {
        @Override
        @GetMapping("/notes")
        public String list(String word) {
            return "";
        }
    }

    abstract static class OpenBase<T> {
        @GetMapping("/notes")
        @Permit(AllowAny.class)
        public String list(T word) {
            return "";
        }
    }

    @RestController
    static class OfAMethodThatItDoesNotWrite extends OpenBase<String> implements StaffList<String> {}

    @ParameterizedTest
    @CsvSource({
        "OfClassAndInterface, StaffBase, OpenApi",
        "OfTwoInterfaces, StaffApi, OpenApi",
        "OfTwoInterfacesInTheOtherOrder, StaffApi, OpenApi",
        "OfTwoMethods, OpenList.list, StaffList.list",
        "OfAMethodThatItDoesNotWrite, OpenBase.list, StaffList.list"
    })
    void differentInheritedRules_keepTheApplicationFromStarting(String controller, String one, String other)
            throws ClassNotFoundException {
        Class<?> type = Class.forName(InheritedMistakesTest.class.getName() + "$" + controller);
        assertThatThrownBy(
                        () -> Running.start(data, GuideApplication.class, type).close())
                .hasMessageStartingWith("@Permit on ")
                .hasMessageContaining("$" + one)
                .hasMessageContaining("$" + other)
                .hasMessageContaining("$" + controller);
    }

    interface FewNotes {
        @Throttled("few")
        String list();
    }

    interface ManyNotes {
        @Throttled("many")
        String list();
    }

    @RestController
    static class OfTwoRates implements FewNotes, ManyNotes {
        @Override
        @GetMapping("/notes")
        public String list() {
            return "";
        }
    }

    @ParameterizedTest
    @CsvSource("FewNotes.list, ManyNotes.list")
    void differentInheritedRates_keepTheApplicationFromStarting(String one, String other) {
        assertThatThrownBy(() -> Running.startAlone(
                                new Class<?>[] {GuideApplication.class, OfTwoRates.class},
                                "--keycard.data=" + data,
                                "--keycard.throttle.scope.few=1/h",
                                "--keycard.throttle.scope.many=9/h")
                        .close())
                .hasMessageStartingWith("@Throttled on ")
                .hasMessageContaining("$" + one)
                .hasMessageContaining("$" + other);
    }
}
