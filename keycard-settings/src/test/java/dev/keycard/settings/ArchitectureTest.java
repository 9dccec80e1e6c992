package dev.keycard.settings;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What this module may depend on: the records that it fills, and nothing of where the texts come from. */
class ArchitectureTest {

    @Test
    void module_dependsOnTheEngineAndMailDeliveryAlone() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "dev.keycard..", "org.jspecify..")
                .check(new ClassFileImporter().importPath(Path.of("target/classes")));
    }
}
