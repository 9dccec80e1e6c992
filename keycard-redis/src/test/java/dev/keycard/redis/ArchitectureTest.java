package dev.keycard.redis;

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
    void module_dependsOnTheEnginesContractsAndTheRedisClientAlone() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "dev.keycard",
                        "dev.keycard.redis",
                        "dev.keycard.change",
                        "dev.keycard.crypto",
                        "dev.keycard.key",
                        "dev.keycard.metrics",
                        "dev.keycard.store",
                        "dev.keycard.throttle",
                        "io.lettuce.core..",
                        "io.netty.util.concurrent",
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
