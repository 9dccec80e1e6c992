package dev.keycard;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.keycard.crypto.Entropy;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** The rules of the house, as far as a machine can see that they are kept. */
class ArchitectureTest {

    private static final ImportOption NO_JAR_OF_TESTS = location -> !location.contains("-tests.jar");

    private static final JavaClasses CORE = new ClassFileImporter(
                    List.of(new ImportOption.DoNotIncludeTests(), NO_JAR_OF_TESTS))
            .importPackages("dev.keycard");

    @Test
    void packages_haveNoCycles() {
        slices().matching("dev.keycard.(*)..").should().beFreeOfCycles().check(CORE);
    }

    @Test
    void features_doNotKnowTheirComposition() {
        noClasses()
                .that()
                .resideInAPackage("dev.keycard.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.keycard")
                .check(CORE);
    }

    @Test
    void engine_knowsNoHttp() {
        noClasses()
                .that()
                // A program that only verifies reads the keys of its issuer over HTTP; the engine does not use it.
                .resideOutsideOfPackage("dev.keycard.verifier")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.keycard.web..",
                        "dev.keycard.route..",
                        "dev.keycard.gate..",
                        "dev.keycard.permission..",
                        "dev.keycard.http..",
                        "java.net.http..",
                        "dev.keycard.verifier")
                .check(CORE);
    }

    @Test
    void core_knowsNoServerDriverOrFramework() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.vertx..", "io.netty..", "java.sql..", "javax.sql..", "org.springframework..", "jakarta..")
                .check(CORE);
    }

    @Test
    void time_comesFromTheInjectedClock() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Environment.class.getName())
                .and()
                .doNotHaveFullyQualifiedName("dev.keycard.verifier.VerifierBuilder")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(InstantSource.class, "system")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Clock.class)
                .check(CORE);
    }

    @Test
    void randomness_comesFromTheInjectedSource() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Entropy.class.getName())
                .should()
                .callConstructor(SecureRandom.class)
                .orShould()
                .callConstructor(Random.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(ThreadLocalRandom.class)
                .check(CORE);
    }

    @Test
    void reflection_staysWithTheOptionalProvider() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.keycard.jwt.SignatureProvider")
                .should()
                .callMethod(Class.class, "forName", String.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.reflect..")
                .check(CORE);
    }
}
