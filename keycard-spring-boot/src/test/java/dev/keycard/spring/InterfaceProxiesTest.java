package dev.keycard.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.spring.Running.Member;
import dev.keycard.spring.app.GuideApplication;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.aop.config.AopConfigUtils;
import org.springframework.aop.framework.Advised;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.WebApplicationContext;

/** Controllers of which Spring knows the interfaces only: the rules are still those of the class. */
class InterfaceProxiesTest {

    @TempDir
    private static Path data;

    private static Running application;
    private static Member ada;
    private static Member boss;

    @RestController
    @Permit(AllowAny.class)
    interface OpenNotes {
        @GetMapping("/proxied/class")
        String list();
    }

    @Permit(IsAdminUser.class)
    @PreAuthorize("permitAll()")
    static class StaffNotes implements OpenNotes {
        @Override
        public String list() {
            return "notes";
        }
    }

    @RestController
    interface Store<T> {
        @GetMapping("/proxied/method/{what}")
        @Permit(AllowAny.class)
        String save(@PathVariable("what") T what);
    }

    @PreAuthorize("permitAll()")
    static class StaffStore implements Store<String> {
        @Override
        @Permit(IsAdminUser.class)
        @Throttled("saves")
        public String save(String what) {
            return what;
        }
    }

    @RestController
    interface OpenScoped {
        @GetMapping("/proxied/scoped")
        @Permit(AllowAny.class)
        String list();
    }

    static class StaffScoped implements OpenScoped {
        @Override
        @Permit(IsAdminUser.class)
        public String list() {
            return "scoped";
        }
    }

    @RestController
    interface OpenReports {
        @GetMapping("/declared")
        @Permit(AllowAny.class)
        String list();
    }

    static class StaffReports implements OpenReports {
        @Override
        @Permit(IsAdminUser.class)
        public String list() {
            return "reports";
        }
    }

    @EnableMethodSecurity
    @Configuration(proxyBeanMethods = false)
    static class Parts {

        @Bean
        StaffNotes notes() {
            return new StaffNotes();
        }

        @Bean
        StaffStore store() {
            return new StaffStore();
        }

        /** When the controllers are looked for, only the interface is known. */
        @Bean
        OpenReports reports() {
            return new StaffReports();
        }

        @Bean
        @Scope(scopeName = WebApplicationContext.SCOPE_REQUEST, proxyMode = ScopedProxyMode.INTERFACES)
        StaffScoped scoped() {
            return new StaffScoped();
        }
    }

    /** Its proxies do not show what is behind them. */
    @Configuration(proxyBeanMethods = false)
    static class Opaque {

        @Bean
        static BeanFactoryPostProcessor opaqueProxies() {
            return beans -> beans.getBeanDefinition(AopConfigUtils.AUTO_PROXY_CREATOR_BEAN_NAME)
                    .getPropertyValues()
                    .add("opaque", true);
        }
    }

    private static Running start(Path folder, Class<?>... sources) {
        return Running.startAlone(
                sources,
                "--keycard.data=" + folder,
                "--keycard.throttle.scope.saves=9/h",
                "--spring.aop.proxy-target-class=false");
    }

    @BeforeAll
    static void start() {
        application = start(data, GuideApplication.class, Parts.class);
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

    @Test
    void controllersShowTheirInterfacesOnly() {
        for (String bean : new String[] {"notes", "store", "scoped"}) {
            assertThat(Proxy.isProxyClass(application.context().getBean(bean).getClass()))
                    .as(bean)
                    .isTrue();
        }
    }

    @Test
    void ruleOfTheClass_replacesThatOfTheInterface() {
        isForStaff("/proxied/class");
    }

    @Test
    void ruleOfTheMethod_replacesThatOfTheInterface() {
        isForStaff("/proxied/method/x");
    }

    @Test
    void ruleBehindAScope_replacesThatOfTheInterface() {
        isForStaff("/proxied/scoped");
    }

    @Test
    void ruleOfABeanThatIsDeclaredByItsInterface_replacesThatOfTheInterface() {
        isForStaff("/declared");
    }

    @Test
    void ruleBehindAProxyThatShowsNothing_replacesThatOfTheInterface(@TempDir Path other) {
        try (Running opaque = start(other, GuideApplication.class, Parts.class, Opaque.class)) {
            assertThat(opaque.context().getBean("notes")).isNotInstanceOf(Advised.class);
            assertThat(opaque.get("/proxied/class", opaque.member("bob").bearer())
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void rateOfTheMethod_counts() {
        assertThat(application
                        .get("/proxied/method/x", boss.bearer())
                        .headers()
                        .firstValue("RateLimit")
                        .orElseThrow())
                .startsWith("\"saves\";");
    }
}
