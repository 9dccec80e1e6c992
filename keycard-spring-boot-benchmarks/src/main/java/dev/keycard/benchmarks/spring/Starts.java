package dev.keycard.benchmarks.spring;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** The time from the start of the process to the first answer, of applications that take turns. For one thread. */
final class Starts {

    private final Figures figures = new Figures();
    private final Path data;
    private final App issuer;
    private int round;

    /**
     * @param data a folder for databases
     * @param issuer whose tokens the services verify
     */
    Starts(Path data, App issuer) {
        this.data = data;
        this.issuer = issuer;
    }

    /** A start that is not measured, for this process and the files that it reads. */
    void fillCaches() throws IOException, InterruptedException {
        try (App app = App.start(Parts.BARE, "BareApplication")) {
            app.get("/open");
        }
    }

    /** Starts each once. */
    void round() throws IOException, InterruptedException {
        round++;
        measure("bare", Parts.BARE, "BareApplication");
        measure(
                "verifier",
                Parts.VERIFIER,
                "GuardedApplication",
                "--keycard.issuer=" + issuer.origin(),
                "--keycard.changes.token=" + issuer.told("changes"));
        measure("fresh", Parts.ENGINE, "GuardedApplication", "--keycard.data=" + data.resolve("start" + round));
        measure("engine", Parts.ENGINE, "GuardedApplication", "--keycard.data=" + data.resolve("start" + round));
        measure(
                "spring",
                Parts.RESOURCE_SERVER,
                "ResourceServerApplication",
                "--spring.security.oauth2.resourceserver.jwt.jwk-set-uri=" + issuer.origin()
                        + "/.well-known/jwks.json");
    }

    private void measure(String name, Parts parts, String main, String... properties)
            throws IOException, InterruptedException {
        try (App app = App.start(parts, main, properties)) {
            app.get("/open");
            figures.add(name, millis(app.sinceStart()));
            figures.add(name + "-cpu", millis(app.cpu()));
        }
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }

    void print() {
        System.out.println("| from the start of the process to the first answer | ms (range) | CPU ms (range) |");
        System.out.println("|---|---|---|");
        row("bare", "bare application");
        row("verifier", "with `keycard-spring-boot-starter-resource`");
        row("engine", "with `keycard-spring-boot-starter`, SQLite");
        row("fresh", "the same, its first start");
        row("spring", "with Spring's resource server");
        System.out.println();
    }

    private void row(String name, String text) {
        System.out.println("| " + text + " | " + figures.of(name, 0) + " | " + figures.of(name + "-cpu", 0) + " |");
    }
}
