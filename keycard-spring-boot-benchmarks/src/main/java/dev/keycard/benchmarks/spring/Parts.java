package dev.keycard.benchmarks.spring;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an application has on its class path, as the beginnings of the names of jars. What is missing keeps an application from
 * starting. Immutable.
 */
final class Parts {

    /** {@code spring-boot-starter-webmvc}. */
    static final Parts BARE = new Parts(
            List.of(),
            "classes",
            "commons-logging",
            "jackson",
            "jakarta.annotation",
            "jspecify",
            "jul-to-slf4j",
            "log4j-",
            "logback-",
            "micrometer-commons",
            "micrometer-observation",
            "slf4j-api",
            "snakeyaml-2",
            "spring-aop",
            "spring-beans",
            "spring-boot-4",
            "spring-boot-autoconfigure-4",
            "spring-boot-http-converter",
            "spring-boot-jackson",
            "spring-boot-servlet",
            "spring-boot-tomcat",
            "spring-boot-web-server",
            "spring-boot-webmvc-4",
            "spring-context",
            "spring-core",
            "spring-expression",
            "spring-web-",
            "spring-webmvc",
            "tomcat-embed-core",
            "tomcat-embed-el",
            "tomcat-embed-websocket");

    /** {@code spring-boot-starter-security-oauth2-resource-server}. */
    static final Parts RESOURCE_SERVER = BARE.and("nimbus-jose-jwt", "spring-boot-security", "spring-security-");

    /** {@code keycard-spring-boot-starter-resource}. */
    static final Parts VERIFIER = BARE.and(
            "caffeine",
            "keycard-gate",
            "keycard-grpc",
            "keycard-micrometer",
            "keycard-servlet",
            "keycard-spring-boot",
            "keycard-verifier",
            "keycard-webflux",
            "nimbus-jose-jwt",
            "spring-boot-security-4",
            "spring-security-config",
            "spring-security-core",
            "spring-security-crypto",
            "spring-security-web");

    /** {@code keycard-spring-boot-starter}. */
    static final Parts ENGINE = VERIFIER.and(
            "angus-",
            "bcprov",
            "bucket4j",
            "commons-fileupload2-core",
            "commons-io",
            "flyway-",
            "HikariCP",
            "jakarta.activation",
            "jakarta.mail",
            "keycard-",
            "sqlite-jdbc",
            "zxcvbn");

    private final List<String> names;

    private Parts(List<String> base, String... names) {
        this.names = Stream.concat(base.stream(), Arrays.stream(names)).toList();
    }

    private Parts and(String... more) {
        return new Parts(names, more);
    }

    /** The part of the class path of this program. */
    String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(this::has)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private boolean has(String entry) {
        String name = Path.of(entry).getFileName().toString();
        return names.stream().anyMatch(name::startsWith);
    }
}
