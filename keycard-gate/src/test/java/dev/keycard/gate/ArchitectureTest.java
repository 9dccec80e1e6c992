package dev.keycard.gate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** What this module may depend on. */
class ArchitectureTest {

    private final JavaClasses module = new ClassFileImporter().importPath(Path.of("target/classes"));

    @Test
    void module_dependsOnTheVerifierAlone_andNotOnTheEngine() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "dev.keycard.api",
                        "dev.keycard.gate",
                        "dev.keycard.http",
                        "dev.keycard.permission",
                        "dev.keycard.authentication",
                        "dev.keycard.crypto",
                        "dev.keycard.id",
                        "dev.keycard.message",
                        "dev.keycard.metrics",
                        "dev.keycard.text",
                        "dev.keycard.verifier",
                        "tools.jackson..",
                        "com.fasterxml.jackson.annotation",
                        "org.slf4j..",
                        "org.jspecify..")
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
                .check(module);
    }
}
