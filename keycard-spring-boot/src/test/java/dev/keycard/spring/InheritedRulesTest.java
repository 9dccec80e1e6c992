package dev.keycard.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.spring.Running.Member;
import dev.keycard.spring.app.GuideApplication;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The rules that controllers have from their superclasses and interfaces. */
class InheritedRulesTest {

    @TempDir
    private static Path data;

    private static Running application;
    private static Member ada;
    private static Member boss;

    abstract static class CrudBase<T> {
        @GetMapping("/delete/{what}")
        public String delete(@PathVariable("what") T what) {
            return "deleted " + what;
        }
    }

    interface StaffDelete<T> {
        @Permit(IsAdminUser.class)
        String delete(T what);
    }

    /** The class that has the method knows nothing of the rule. */
    @RestController
    @RequestMapping("/elsewhere")
    static class OfAnInterfaceBeside extends CrudBase<Long> implements StaffDelete<Long> {}

    @Permit(IsAdminUser.class)
    abstract static class StaffBase {}

    @Permit(AllowAny.class)
    interface OpenApi {}

    @RestController
    @Permit(IsAuthenticated.class)
    static class WithItsOwnRule extends StaffBase implements OpenApi {
        @GetMapping("/own/class")
        String list() {
            return "own";
        }
    }

    interface OpenList {
        @Permit(AllowAny.class)
        String list();
    }

    interface StaffList {
        @Permit(IsAdminUser.class)
        String list();
    }

    @RestController
    static class WithARuleOnTheMethod implements OpenList, StaffList {
        @Override
        @GetMapping("/own/method")
        @Permit(IsAuthenticated.class)
        public String list() {
            return "own";
        }
    }

    interface AlsoStaffList {
        @Permit(IsAdminUser.class)
        String list();
    }

    @RestController
    static class OfTwoThatAgree implements StaffList, AlsoStaffList {
        @Override
        @GetMapping("/agreed")
        public String list() {
            return "agreed";
        }
    }

    abstract static class Narrowed implements OpenList {
        @Override
        @GetMapping
        @Permit(IsAdminUser.class)
        public String list() {
            return "narrowed";
        }
    }

    @RestController
    @RequestMapping("/narrowed")
    static class OfTheNearest extends Narrowed implements OpenList {}

    @Configuration(proxyBeanMethods = false)
    static class Parts {

        @Bean
        OfAnInterfaceBeside beside() {
            return new OfAnInterfaceBeside();
        }

        @Bean
        WithItsOwnRule ownRule() {
            return new WithItsOwnRule();
        }

        @Bean
        WithARuleOnTheMethod onTheMethod() {
            return new WithARuleOnTheMethod();
        }

        @Bean
        OfTwoThatAgree agree() {
            return new OfTwoThatAgree();
        }

        @Bean
        OfTheNearest nearest() {
            return new OfTheNearest();
        }
    }

    @BeforeAll
    static void start() {
        application = Running.start(data, GuideApplication.class, Parts.class);
        ada = application.member("ada");
        boss = application.staff("boss");
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    private static void isForStaff(String path) {
        assertThat(application.get(path, "").statusCode()).isEqualTo(401);
        assertThat(application.get(path, ada.bearer()).statusCode()).isEqualTo(403);
        assertThat(application.get(path, boss.bearer()).statusCode()).isEqualTo(200);
    }

    private static void isForUsers(String path) {
        assertThat(application.get(path, "").statusCode()).isEqualTo(401);
        assertThat(application.get(path, ada.bearer()).statusCode()).isEqualTo(200);
    }

    @Test
    void ruleOfAnInterface_countsForAMethodThatASuperclassHas() {
        isForStaff("/elsewhere/delete/7");
    }

    @Test
    void ruleOfTheClassItself_replacesAllThatItInherits() {
        isForUsers("/own/class");
        isForUsers("/own/method");
    }

    @Test
    void inheritedRulesThatAgree_areOne() {
        isForStaff("/agreed");
    }

    @Test
    void nearerRule_replacesThoseOfItsOwnSupertypes() {
        isForStaff("/narrowed");
    }
}
