package dev.keycard.delivery;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

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
    void module_dependsOnTheEnginesMailsAndTheMailLibraryAlone() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "dev.keycard.delivery",
                        "dev.keycard.mail",
                        "dev.keycard.crypto",
                        "dev.keycard.store",
                        "dev.keycard.text",
                        "dev.keycard.user",
                        "jakarta.mail..",
                        "org.eclipse.angus.mail..",
                        "org.slf4j..",
                        "org.jspecify..")
                .check(module);
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
