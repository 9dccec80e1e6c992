package dev.keycard.server.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.Keycard;
import dev.keycard.client.Client;
import dev.keycard.crypto.Secret;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.login.TokenPair;
import dev.keycard.server.testing.TestServer;
import dev.keycard.staff.UserResult;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.Username;
import dev.keycard.verifier.Verifier;
import dev.keycard.verifier.VerifierResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** A server in this process with a user and the API token of a service. */
final class Site implements AutoCloseable {

    private static final String PASSWORD = "quiet-Lantern-over-7-rivers";

    private final TestServer server;
    private final User user;
    private final String apiToken;
    private final TimeId apiTokenId;

    private Site(TestServer server, User user, String apiToken, TimeId apiTokenId) {
        this.server = server;
        this.user = user;
        this.apiToken = apiToken;
        this.apiTokenId = apiTokenId;
    }

    static Site open(Path folder) {
        return open(folder, Map.of());
    }

    static Site open(Path folder, Map<String, String> settings) {
        TestServer server = TestServer.start(folder, settings);
        Keycard engine = server.engine();
        User user = engine.accounts()
                .find(UserId.of(2))
                .orElseGet(() ->
                        ((UserResult.Done) engine.users().create(NewUser.named(Username.of("ada")), PASSWORD)).user());
        var token =
                engine.apiTokens().create(user, "shop", Set.of("changes"), null).orElseThrow();
        Secret secret = token.secret();
        return new Site(server, user, secret.reveal(), token.token().id());
    }

    TestServer server() {
        return server;
    }

    Keycard engine() {
        return server.engine();
    }

    String apiToken() {
        return apiToken;
    }

    TimeId apiTokenId() {
        return apiTokenId;
    }

    User user() {
        return user;
    }

    String address() {
        return "http://127.0.0.1:" + server.port();
    }

    TokenPair signIn() {
        return engine().tokens().issue(user, Client.unknown()).orElseThrow();
    }

    void revoke(TokenPair pair) {
        assertThat(engine().logins().revoke(pair.login())).isTrue();
    }

    /** How long it takes until a condition holds; fails after that many seconds. */
    static Duration until(BooleanSupplier condition, int seconds) throws InterruptedException {
        long began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - began)
                    .as("waited for %s s", seconds)
                    .isLessThan(Duration.ofSeconds(seconds).toNanos());
            Thread.sleep(1);
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    static boolean accepts(Verifier verifier, TokenPair pair) {
        return verifier.verify(pair.access()) instanceof VerifierResult.Verified;
    }

    static boolean revoked(Verifier verifier, TokenPair pair) {
        return verifier.verify(pair.access()) instanceof VerifierResult.Revoked;
    }

    static boolean unavailable(Verifier verifier, TokenPair pair) {
        return verifier.verify(pair.access()) instanceof VerifierResult.Unavailable;
    }

    @Override
    public void close() {
        server.close();
    }
}
