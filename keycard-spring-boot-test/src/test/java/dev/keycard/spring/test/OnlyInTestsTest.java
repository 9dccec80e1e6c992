package dev.keycard.spring.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.Keycard;
import dev.keycard.spring.test.notes.NotesApplication;
import dev.keycard.sql.PostgresSettings;
import dev.keycard.testkit.MutableClock;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.TestContextManager;

/** Nothing of this module is in an application that runs, even if the module is on its class path. */
class OnlyInTestsTest {

    @Test
    void applicationThatRuns_hasNoTokensAndNoTestEngine(@TempDir Path data) {
        try (ConfigurableApplicationContext context = new SpringApplication(NotesApplication.class)
                .run("--server.port=0", "--server.address=127.0.0.1", "--keycard.data=" + data)) {
            assertThat(context.getBean(Keycard.class)).isNotNull();
            assertThat(context.getBeanNamesForType(KeycardTokens.class)).isEmpty();
            assertThat(context.getBeanNamesForType(TestEngine.class)).isEmpty();
            assertThat(context.getBeanNamesForType(MutableClock.class)).isEmpty();
        }
    }

    @SpringBootTest(classes = NotesApplication.class)
    static class WithoutADataFolder {}

    @Test
    void test_doesNotOpenTheDataOfTheDeveloper() {
        ApplicationContext context = new TestContextManager(WithoutADataFolder.class)
                .getTestContext()
                .getApplicationContext();
        assertThat(context.getBean(Keycard.class)).isNotNull();
        String folder = context.getEnvironment().getRequiredProperty("keycard.data");
        assertThat(Path.of(folder)).startsWith(Path.of(System.getProperty("java.io.tmpdir")));
        assertThat(Files.exists(Path.of("keycard-data"))).isFalse();
    }

    @SpringBootTest(classes = Object.class)
    static class WithoutKeycard {}

    @Test
    void testWithoutAnEngine_saysSo() {
        KeycardTokens tokens = new TestContextManager(WithoutKeycard.class)
                .getTestContext()
                .getApplicationContext()
                .getBean(KeycardTokens.class);
        assertThatThrownBy(() -> tokens.access("ada")).hasMessageContaining("no engine that issues tokens");
    }

    @Test
    void clockOfATest_isRefusedWithPostgreSql() {
        new ApplicationContextRunner()
                .withUserConfiguration(TestClockConfiguration.class)
                .withBean(PostgresSettings.class, () -> PostgresSettings.of("jdbc:postgresql://127.0.0.1/app"))
                .run(context ->
                        assertThat(context).getFailure().hasMessageContaining("does not move the time of PostgreSQL"));
    }

    @Test
    void issuerOfATest_isRefusedWithoutAnIssuer() {
        new ApplicationContextRunner()
                .withUserConfiguration(TestIssuerConfiguration.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("is for a service with keycard.issuer"));
    }
}
