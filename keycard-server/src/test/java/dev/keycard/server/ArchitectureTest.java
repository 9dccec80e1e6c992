package dev.keycard.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** What may depend on what. */
class ArchitectureTest {

    private final JavaClasses classes = new ClassFileImporter().importPath(Path.of("target/classes"));

    @Test
    void packages_haveNoCycles() {
        slices().matching("dev.keycard.server.(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void vertx_isKnownToTheAdapterAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.keycard.server.http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.netty..")
                .check(classes);
    }

    @Test
    void picocli_isKnownToTheCommandLineAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.keycard.server.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(classes);
    }

    @Test
    void mailLibrary_isUnknown() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.mail..", "org.eclipse.angus..")
                .check(classes);
    }

    @Test
    void time_andRandomness_areHandedIn() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Clock.class, SecureRandom.class)
                .check(classes);
    }
}
