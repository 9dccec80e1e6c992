package dev.keycard.sql;

import dev.keycard.Keycard;
import dev.keycard.KeycardConfig;
import dev.keycard.authentication.Credential;
import dev.keycard.client.Client;
import dev.keycard.crypto.Entropy;
import dev.keycard.id.UserId;
import dev.keycard.key.SealingKey;
import dev.keycard.login.BeginResult;
import dev.keycard.login.RefreshResult;
import dev.keycard.login.TokenPair;
import dev.keycard.login.VerifyResult;
import dev.keycard.password.Argon2Cost;
import dev.keycard.password.Argon2Hasher;
import dev.keycard.revocation.ChangeConfig;
import dev.keycard.signin.SignInResult;
import dev.keycard.testkit.SeededEntropy;
import dev.keycard.user.User;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Two engines over one database, which sign in an application's own users, with UUIDs as ids. */
abstract class DirectoryEngines {

    static final UserId ADA = new UserId("6f1c1d2e-57a4-4f2c-9a0e-3c1f0a9d7b55");
    static final UserId NEVER_SEEN = new UserId("0b8f4e1c-93d1-4c56-8f0e-9a1b2c3d4e5f");
    static final String PASSWORD = "quiet-Lantern-over-7-rivers";
    static final Client CLIENT = Client.unknown();

    final People people = new People();

    @TempDir
    Path directory;

    SqliteDatabase database;
    Keycard keycard;
    Keycard other;

    @BeforeEach
    void start() {
        people.add(User.named(ADA, "ada@example.org").withRoles("gold", Set.of("editor")), PASSWORD);
        database = SqliteDatabase.open(SqliteSettings.of(directory.resolve("keycard.db")));
        keycard = engine();
        other = engine();
        keycard.parts().caches().feed().catchUp();
        other.parts().caches().feed().catchUp();
    }

    private Keycard engine() {
        return Keycard.builder(database.stores())
                .users(people)
                .config(KeycardConfig.builder()
                        .change(new ChangeConfig(Duration.ofHours(1), Duration.ofHours(2)))
                        .build())
                .sealingKey(new SealingKey(new SeededEntropy(3).bytes(32)))
                .start();
    }

    @AfterEach
    void close() {
        keycard.close();
        other.close();
        database.close();
    }

    SignInResult attempt(String name, String password) {
        return keycard.signIn().withPassword(name, password, CLIENT);
    }

    User signIn(String name) {
        return ((SignInResult.SignedIn) attempt(name, PASSWORD)).user();
    }

    TokenPair issue(User user) {
        return ((BeginResult.Begun<TokenPair>) keycard.tokens().issue(user, CLIENT)).value();
    }

    VerifyResult verify(TokenPair pair) {
        return other.tokens().verify(pair.access());
    }

    static TokenPair refreshed(RefreshResult result) {
        return ((RefreshResult.Refreshed) result).pair();
    }

    static boolean knownAsEnded(Keycard engine, User user, TokenPair pair) {
        return engine.parts()
                .caches()
                .revocations()
                .ended(
                        user,
                        new Credential.AccessToken(pair.login(), null),
                        pair.login().time());
    }

    static String hash(String password, Argon2Cost cost) {
        return new Argon2Hasher(cost, Entropy.secure()).hash(password);
    }
}
