package dev.keycard.server.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a program has on its class path that depends on a module. Maven resolves it and writes it to {@code
 * target/classpath.txt} of each module. Whoever adds a library adds it here too, and sees which modules get it.
 */
class ClassPathTest {

    private static final Set<String> OF_VERIFIER = Set.of(
            "caffeine",
            "error_prone_annotations",
            "jackson-annotations",
            "jackson-core",
            "jackson-databind",
            "jspecify",
            "nimbus-jose-jwt",
            "slf4j-api");
    /** Micrometer is optional: the application brings it. Maven lists it for the module itself. */
    private static final Set<String> OF_MICROMETER = and(
            OF_VERIFIER,
            "keycard-verifier",
            "micrometer-core",
            "micrometer-commons",
            "micrometer-observation",
            "HdrHistogram");

    private static final Set<String> OF_GATE = and(OF_VERIFIER, "keycard-verifier");
    /** The container brings the servlet API. */
    private static final Set<String> OF_SERVLET = and(OF_GATE, "keycard-gate");

    private static final Set<String> OF_CORE =
            and(OF_VERIFIER, "keycard-verifier", "bcprov-jdk18on", "bucket4j_jdk17-core", "zxcvbn");
    private static final Set<String> OF_WEB =
            and(OF_CORE, "keycard-core", "keycard-gate", "commons-fileupload2-core", "commons-io");
    private static final Set<String> OF_MAIL = and(
            OF_CORE, "keycard-core", "angus-activation", "angus-mail", "jakarta.activation-api", "jakarta.mail-api");
    private static final Set<String> OF_REDIS = and(
            OF_CORE,
            "keycard-core",
            "lettuce-core",
            "netty-buffer",
            "netty-codec-base",
            "netty-codec-dns",
            "netty-common",
            "netty-handler",
            "netty-resolver",
            "netty-resolver-dns",
            "netty-transport",
            "netty-transport-native-unix-common",
            "reactive-streams",
            "reactor-core",
            "redis-authx-core");
    /** Optional, so a program does not get them: one that uses PostgreSQL names them. Maven lists them for the module itself. */
    private static final Set<String> OPTIONAL_OF_SQL =
            Set.of("HikariCP", "flyway-database-cockroachdb", "flyway-database-postgresql", "postgresql");

    private static final Set<String> OF_SQL =
            and(and(OF_CORE, "keycard-core", "flyway-core", "sqlite-jdbc"), OPTIONAL_OF_SQL);

    /** The name of an artifact: of a jar in a repository, or of a module's folder in this build. */
    private static final Pattern NAME =
            Pattern.compile(".*[/\\\\](?:([^/\\\\]+?)-[0-9][^/\\\\]*\\.jar|([^/\\\\]+)[/\\\\]target[/\\\\]classes)");

    static Stream<Arguments> modules() {
        return Stream.of(
                Arguments.of("keycard-verifier", OF_VERIFIER),
                Arguments.of("keycard-micrometer", OF_MICROMETER),
                Arguments.of("keycard-gate", OF_GATE),
                Arguments.of("keycard-servlet", OF_SERVLET),
                Arguments.of("keycard-webflux", and(OF_GATE, "keycard-gate")),
                Arguments.of("keycard-grpc", and(OF_GATE, "keycard-gate")),
                Arguments.of("keycard-core", OF_CORE),
                Arguments.of("keycard-web", OF_WEB),
                Arguments.of("keycard-mail", OF_MAIL),
                Arguments.of("keycard-settings", and(and(OF_WEB, OF_MAIL), "keycard-web", "keycard-mail")),
                Arguments.of("keycard-sql", OF_SQL));
    }

    /** The Redis client brings Netty, the same that the server has. */
    @Test
    void redisModule_bringsItsClient_andNothingElse() throws IOException {
        assertThat(names(classPath("keycard-redis"))).isEqualTo(new TreeSet<>(OF_REDIS));
    }

    /** All that the server needs besides its HTTP and its command line; the Redis client is optional. */
    @Test
    void nodeModule_bringsTheModulesBelow() throws IOException {
        Set<String> modules = Set.of("keycard-web", "keycard-mail", "keycard-settings", "keycard-sql", "keycard-redis");
        Set<String> libraries = and(and(and(OF_WEB, OF_MAIL), OF_REDIS), "flyway-core", "sqlite-jdbc");
        assertThat(names(classPath("keycard-node"))).isEqualTo(new TreeSet<>(and(libraries, modules)));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void module_bringsThatAndNothingElse(String module, Set<String> expected) throws IOException {
        assertThat(names(classPath(module))).isEqualTo(new TreeSet<>(expected));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void noModuleBringsTheServer(String module) throws IOException {
        assertThat(classPath(module)).noneMatch(path -> path.contains("vertx") || path.contains("netty"));
    }

    /** A verifying program depends on keycard-gate. */
    @Test
    void verifyingProgram_hasNoStore_noPasswordHashing_noMail_noServer() throws IOException {
        List<String> classPath = classPath("keycard-gate");

        System.out.println("The class path of a program that only verifies, besides its own:\n  keycard-gate\n  "
                + String.join("\n  ", names(classPath)));
        assertThat(names(classPath)).hasSizeLessThan(12).doesNotContain("keycard-core", "bcprov-jdk18on", "angus-mail");
        assertThat(classPath).noneMatch(path -> path.contains("jdbc") || path.contains("vertx"));
    }

    private static List<String> classPath(String module) throws IOException {
        Path written = Pom.root().resolve(module).resolve("target").resolve("classpath.txt");
        assertThat(written)
                .as("is written when all modules are built: mvn test")
                .exists();
        return Arrays.asList(Files.readString(written).strip().split(Pattern.quote(File.pathSeparator)));
    }

    private static Set<String> names(List<String> classPath) {
        Set<String> names = new TreeSet<>();
        for (String entry : classPath) {
            Matcher name = NAME.matcher(entry);
            assertThat(name.matches()).as(entry).isTrue();
            names.add(name.group(1) == null ? name.group(2) : name.group(1));
        }
        return names;
    }

    private static Set<String> and(Set<String> some, String... more) {
        return and(some, Set.of(more));
    }

    private static Set<String> and(Set<String> some, Set<String> others) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }
}
