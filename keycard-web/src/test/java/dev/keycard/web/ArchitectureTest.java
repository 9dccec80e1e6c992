package dev.keycard.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What this module may depend on. */
class ArchitectureTest {

    private final JavaClasses module = new ClassFileImporter().importPath(Path.of("target/classes"));

    @Test
    void module_knowsNoServerDriverOrFramework() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.keycard.server..",
                        "dev.keycard.settings..",
                        "dev.keycard.sql..",
                        "io.vertx..",
                        "io.netty..",
                        "java.sql..",
                        "javax.sql..",
                        "org.springframework..",
                        "jakarta..")
                .check(module);
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching("dev.keycard.(*)..").should().beFreeOfCycles().check(module);
    }

    @Test
    void time_andRandomness_areInjected() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Clock.class, SecureRandom.class)
                .orShould()
                .callMethod(Instant.class, "now")
                .check(module);
    }
}
