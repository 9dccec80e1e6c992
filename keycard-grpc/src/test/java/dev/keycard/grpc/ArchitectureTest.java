package dev.keycard.grpc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What this module may depend on: a service that only verifies tokens has no engine. */
class ArchitectureTest {

    @Test
    void module_dependsOnTheGate_andNotOnTheEngine() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "dev.keycard.address",
                        "dev.keycard.api",
                        "dev.keycard.authentication",
                        "dev.keycard.crypto",
                        "dev.keycard.gate",
                        "dev.keycard.http",
                        "dev.keycard.id",
                        "dev.keycard.permission",
                        "dev.keycard.grpc",
                        "dev.keycard.text",
                        "io.grpc..",
                        "org.slf4j..",
                        "tools.jackson..",
                        "org.jspecify..")
                .check(new ClassFileImporter().importPath(Path.of("target/classes")));
    }
}
