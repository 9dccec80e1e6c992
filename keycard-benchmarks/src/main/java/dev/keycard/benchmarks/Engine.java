package dev.keycard.benchmarks;

import dev.keycard.Keycard;
import dev.keycard.KeycardConfig;
import dev.keycard.audit.AuditContext;
import dev.keycard.crypto.Entropy;
import dev.keycard.http.Answers;
import dev.keycard.http.Json;
import dev.keycard.http.Response;
import dev.keycard.key.SealingKey;
import dev.keycard.sql.SqliteDatabase;
import dev.keycard.sql.SqliteSettings;
import dev.keycard.throttle.SignInRates;
import dev.keycard.throttle.ThrottleConfig;
import dev.keycard.throttle.WriteRates;
import dev.keycard.user.NewUser;
import dev.keycard.user.Username;
import dev.keycard.web.KeycardApi;
import dev.keycard.web.WebConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A whole engine over an empty database in a directory of its own, with the defaults, except that throttles are off, because
 * the benchmark would measure them. Thread-safe.
 */
final class Engine implements AutoCloseable {

    static final String USERNAME = "alice";
    static final String PASSWORD = "correct horse 9";

    private static final long A_MOMENT = 10_000_000;

    private final Path directory;
    private final SqliteDatabase database;
    private final Keycard keycard;
    private final Answers api;

    private Engine(Path directory) {
        this.directory = directory;
        this.database = SqliteDatabase.open(SqliteSettings.of(directory.resolve("keycard.db")));
        SealingKey sealingKey = new SealingKey(Entropy.secure().bytes(32));
        KeycardConfig config = unthrottled(KeycardConfig.defaults());
        this.keycard = Keycard.builder(database.stores())
                .config(config)
                .sealingKey(sealingKey)
                .open();
        this.api = KeycardApi.over(keycard, WebConfig.defaults()).api();
    }

    /** Starts an engine with one user, who is active and has a password. */
    static Engine start() {
        try {
            Engine engine = new Engine(Files.createTempDirectory("keycard-benchmark"));
            engine.keycard.start();
            engine.create(USERNAME, engine.keycard.passwords().hash(PASSWORD), true);
            return engine;
        } catch (IOException noSpace) {
            throw new UncheckedIOException(noSpace);
        }
    }

    Answers api() {
        return api;
    }

    void create(String name, String hash, boolean active) {
        NewUser user = NewUser.named(Username.of(name), hash).with(profile -> profile.withActive(active));
        database.users().create(user, AuditContext.at(Instant.now()));
    }

    String hash(String password) {
        return keycard.passwords().hash(password);
    }

    /** Signs in for a pair of tokens. */
    PlainRequest.Header accessToken() {
        return authorization("Bearer ", answerTo("/api/token/"), "access");
    }

    PlainRequest.Header apiToken() {
        return authorization("Token ", answerTo("/api/token-auth/"), "token");
    }

    PlainRequest.Header session() {
        String csrf = cookie(api().answer(PlainRequest.get("/api/session/")), "keycard_csrf");
        Response signedIn = api().answer(PlainRequest.post(
                "/api/session/login/",
                credentials(USERNAME, PASSWORD),
                new PlainRequest.Header("Cookie", "keycard_csrf=" + csrf),
                new PlainRequest.Header("X-CSRFToken", csrf)));
        return new PlainRequest.Header("Cookie", "keycard=" + cookie(signedIn, "keycard"));
    }

    static byte[] credentials(String username, String password) {
        return Json.write(Json.object().put("username", username).put("password", password));
    }

    /**
     * Sends the request until the answer comes from memory: the engine must have read the change feed and checked the
     * credential.
     */
    void warm(PlainRequest request) {
        for (int tries = 0; tries < 500; tries++) {
            Response full = api().answer(request);
            if (full.status() != 200) {
                throw new IllegalStateException(request.path() + " gives " + full.status());
            }
            if (api().answerFromMemory(request).isPresent()) {
                return;
            }
            LockSupport.parkNanos(A_MOMENT);
        }
        throw new IllegalStateException(request.path() + " is not answered from memory");
    }

    private byte[] answerTo(String path) {
        return api().answer(PlainRequest.post(path, credentials(USERNAME, PASSWORD)))
                .body();
    }

    private static PlainRequest.Header authorization(String scheme, byte[] answer, String member) {
        return new PlainRequest.Header(
                "Authorization", scheme + Json.readObject(answer).get(member).stringValue());
    }

    private static String cookie(Response response, String name) {
        return response.headers().stream()
                .filter(header -> header.name().equals("Set-Cookie"))
                .map(Response.Header::value)
                .filter(line -> line.startsWith(name + '='))
                .map(line -> line.substring(name.length() + 1, line.indexOf(';')))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no cookie " + name + " came"));
    }

    private static KeycardConfig unthrottled(KeycardConfig config) {
        return config.toBuilder()
                .throttle(new ThrottleConfig(SignInRates.unlimited(), WriteRates.unlimited()))
                .build();
    }

    @Override
    public void close() {
        keycard.close();
        database.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
