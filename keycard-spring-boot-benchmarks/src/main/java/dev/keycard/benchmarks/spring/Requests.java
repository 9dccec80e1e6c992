package dev.keycard.benchmarks.spring;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The processor time of one request to the same controller, in applications that take turns. For one thread. */
final class Requests implements AutoCloseable {

    private static final String PATH = "/api/me";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int SECRET_BYTES = 48;
    private static final int UNTIL_COMPILED = 150_000;
    private static final int WARMING_SECONDS = 2;

    /** One row of the table. */
    private record Row(String name, String text, App app, List<String> headers, String resourceServer) {}

    private final Figures figures = new Figures();
    private final List<App> apps = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private final Path data;

    /** @param data a folder for databases */
    Requests(Path data) {
        this.data = data;
    }

    /** Starts all applications. */
    void start() throws IOException, InterruptedException {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        App bare = started(App.start(Parts.BARE, "BareApplication"));
        App secured = started(App.start(Parts.RESOURCE_SERVER, "SecuredApplication"));
        App es = started(engine(data.resolve("ES256")));
        App hs = started(
                engine(data.resolve("HS256"), "--keycard.jwt.algorithm=HS256", "--keycard.jwt.signing-key=" + secret));
        App verifier = started(App.start(
                Parts.VERIFIER,
                "GuardedApplication",
                "--keycard.issuer=" + es.origin(),
                "--keycard.changes.token=" + es.told("changes"),
                "--keycard.jwt.access-lifetime=2h"));
        App springEs = started(App.start(
                Parts.RESOURCE_SERVER,
                "ResourceServerApplication",
                "--spring.security.oauth2.resourceserver.jwt.jwk-set-uri=" + es.origin() + "/.well-known/jwks.json",
                "--spring.security.oauth2.resourceserver.jwt.jws-algorithms=ES256"));
        App springHs =
                started(App.start(Parts.RESOURCE_SERVER, "ResourceServerApplication", "--bench.secret=" + secret));
        String jwtEs = bearer(es);
        String jwtHs = bearer(hs);
        rows.add(new Row("bare", "bare controller", bare, List.of(), ""));
        rows.add(new Row("bare-long", "bare controller, with the header of a JWT", bare, List.of(jwtEs), ""));
        rows.add(new Row(
                "secured",
                "Spring Security that permits everything, with the header of a JWT",
                secured,
                List.of(jwtEs),
                ""));
        rows.add(new Row("hs", "Keycard, JWT HS256", hs, List.of(jwtHs), "spring-hs"));
        rows.add(new Row("es", "Keycard, JWT ES256", es, List.of(jwtEs), "spring-es"));
        rows.add(new Row("verifier", "Keycard that only verifies, JWT ES256", verifier, List.of(jwtEs), "spring-es"));
        rows.add(new Row("token", "Keycard, API token", es, List.of("Authorization: Token " + es.told("token")), ""));
        rows.add(new Row("session", "Keycard, session", es, List.of("Cookie: keycard=" + es.told("session")), ""));
        rows.add(new Row("spring-hs", "resource server, JWT HS256", springHs, List.of(jwtHs), ""));
        rows.add(new Row("spring-es", "resource server, JWT ES256", springEs, List.of(jwtEs), ""));
        untilAnswered(verifier, jwtEs);
    }

    private App started(App app) {
        apps.add(app);
        return app;
    }

    /** An application with the engine, which has told credentials of a user. */
    static App engine(Path data, String... properties) throws IOException {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("--keycard.data=" + data);
        all.add("--keycard.jwt.access-lifetime=2h");
        all.add("--bench.credentials=true");
        return App.start(Parts.ENGINE, "GuardedApplication", all.toArray(String[]::new));
    }

    private static String bearer(App app) {
        return "Authorization: Bearer " + app.told("access");
    }

    /** A service that only verifies waits for its view of the revocations. */
    private static void untilAnswered(App app, String header) throws IOException, InterruptedException {
        String[] nameAndValue = header.split(": ", 2);
        while (app.get(PATH, nameAndValue) != 200) {
            if (app.sinceStart().compareTo(PATIENCE) > 0) {
                throw new IOException("the service has no view of the revocations");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /**
     * Loads each path until the compiler has settled: it compiles what has run often, so requests count and not seconds.
     *
     * @param longest how long each is loaded at most, in seconds
     */
    void warmUp(int longest) throws IOException, InterruptedException {
        for (Row row : rows) {
            long count = 0;
            for (int spent = 0; count < UNTIL_COMPILED && spent < longest; spent += WARMING_SECONDS) {
                count += Wrk.load(row.app().origin() + PATH, row.headers(), WARMING_SECONDS);
            }
        }
    }

    /** Measures each once. */
    void round(int seconds) throws IOException, InterruptedException {
        for (Row row : rows) {
            Duration before = row.app().cpu();
            long count = Wrk.load(row.app().origin() + PATH, row.headers(), seconds);
            Duration spent = row.app().cpu().minus(before);
            figures.add(row.name(), spent.toNanos() / 1e3 / count);
        }
    }

    void print() {
        System.out.println(
                "| request | CPU µs each (range) | against the bare controller | against it with the same header"
                        + " | against Spring Security | resource server / Keycard |");
        System.out.println("|---|---|---|---|---|---|");
        for (Row row : rows) {
            boolean jwt = row.headers().stream().anyMatch(header -> header.contains("Bearer"));
            System.out.println("| " + row.text() + " | " + figures.of(row.name(), 1) + " | "
                    + figures.ratio(row.name(), "bare") + " | "
                    + (jwt ? figures.ratio(row.name(), "bare-long") : "–") + " | "
                    + figures.ratio(row.name(), "secured") + " | "
                    + (row.resourceServer().isEmpty() ? "–" : figures.ratio(row.resourceServer(), row.name())) + " |");
        }
        System.out.println();
    }

    @Override
    public void close() {
        apps.forEach(App::close);
    }
}
