package dev.keycard.server.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The modules for Spring Boot are built and tested with what Spring Boot manages, and bring nothing else. The build of the
 * starter copies the list of those versions into its {@code target}.
 */
class BootVersionsTest {

    /** The properties of the root POM, and those of Spring Boot that they repeat. */
    private static final Map<String, String> REPEATED = Map.of(
            "boot.assertj.version", "assertj.version",
            "boot.caffeine.version", "caffeine.version",
            "boot.flyway.version", "flyway.version",
            "boot.hikari.version", "hikaricp.version",
            "boot.jackson.version", "jackson-bom.version",
            "boot.jakarta-servlet.version", "jakarta-servlet.version",
            "boot.logback.version", "logback.version",
            "boot.sqlite.version", "sqlite-jdbc.version");

    /** The folders of libraries in a repository, and the properties of their versions. */
    private static final Map<String, String> MANAGED = Map.of(
            "ch/qos/logback", "logback.version",
            "com/github/ben-manes/caffeine", "caffeine.version",
            "com/zaxxer/HikariCP", "hikaricp.version",
            "io/netty", "netty.version",
            "org/flywaydb", "flyway.version",
            "org/slf4j", "slf4j.version",
            "org/xerial/sqlite-jdbc", "sqlite-jdbc.version",
            "tools/jackson", "jackson-bom.version");

    private final Map<String, String> own = Pom.in(Pom.root()).properties();
    private final Pom boot = Pom.at(Pom.root()
            .resolve("keycard-spring-boot-starter")
            .resolve("target")
            .resolve("spring-boot-dependencies.pom"));

    @Test
    void rootPom_repeatsTheVersionsOfSpringBoot() {
        Map<String, String> repeated = new TreeMap<>();
        own.forEach((name, version) -> {
            if (name.startsWith("boot.")) {
                repeated.put(name, version);
            }
        });
        Map<String, String> managed = new TreeMap<>();
        REPEATED.forEach((name, original) -> managed.put(name, version(original)));

        assertThat(boot.version()).contains(own.get("spring-boot.version"));
        assertThat(repeated).isEqualTo(managed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"keycard-spring-boot", "keycard-spring-boot-starter", "keycard-spring-boot-starter-resource"})
    void classPath_hasNoOtherVersionThanThatOfSpringBoot(String module) throws IOException {
        Path written = Pom.root().resolve(module).resolve("target").resolve("classpath.txt");
        String[] jars = Files.readString(written).strip().split(Pattern.quote(File.pathSeparator));

        assertThat(jars).anyMatch(jar -> jar.contains("jackson-databind"));
        for (String jar : jars) {
            MANAGED.forEach((folder, property) -> {
                Matcher found = Pattern.compile(".*/" + folder + "/(?:.+/)?([^/]+)/[^/]+[.]jar")
                        .matcher(jar.replace('\\', '/'));
                if (found.matches()) {
                    assertThat(found.group(1)).as(jar).isEqualTo(version(property));
                }
            });
        }
    }

    private String version(String property) {
        return boot.property(property).orElseThrow(() -> new AssertionError("Spring Boot has no " + property));
    }
}
