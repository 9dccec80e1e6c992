package dev.keycard.web.scheme;

import dev.keycard.Keycard;
import dev.keycard.KeycardBuilder;
import dev.keycard.KeycardConfig;
import dev.keycard.Stores;
import dev.keycard.audit.AuditContext;
import dev.keycard.client.Client;
import dev.keycard.crypto.Entropy;
import dev.keycard.key.SealingKey;
import dev.keycard.password.Argon2Cost;
import dev.keycard.password.Argon2Hasher;
import dev.keycard.testkit.MutableClock;
import dev.keycard.testkit.SeededEntropy;
import dev.keycard.testkit.memory.InMemoryStores;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import dev.keycard.user.Username;
import dev.keycard.web.WebConfig;
import dev.keycard.web.cookie.CookieConfig;
import dev.keycard.web.cookie.JwtCookies;
import dev.keycard.web.feature.WebContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * An engine over stores in memory that does nothing by itself: a test moves its clock, and lets it catch up with the change log.
 * For one thread.
 */
final class TestEngine implements AutoCloseable {

    /** The password of each user. */
    static final String PASSWORD = "quiet-Lantern-over-7-rivers";

    /** What each client of the tests is. */
    static final Client CLIENT = new Client("192.0.2.1", "a browser", "");

    private static final String HASH = new Argon2Hasher(Argon2Cost.defaults(), Entropy.secure()).hash(PASSWORD);

    final MutableClock clock = new MutableClock(Instant.parse("2026-03-01T12:00:00.250Z"));
    final Stores stores = InMemoryStores.create();
    final Keycard keycard;
    final WebContext web;

    private TestEngine(UnaryOperator<KeycardBuilder> difference) {
        keycard = difference
                .apply(Keycard.builder(stores)
                        .config(KeycardConfig.defaults())
                        .sealingKey(new SealingKey(new SeededEntropy(3).bytes(32)))
                        .clock(clock, clock::nanoTime)
                        .events(event -> {}))
                .open();
        web = new WebContext(
                keycard,
                WebConfig.builder()
                        .cookies(CookieConfig.defaults().withTokens(JwtCookies.BOTH))
                        .build());
        keycard.parts().caches().feed().start();
    }

    /** An engine that learns at once what is committed through its stores. */
    static TestEngine start() {
        return start(UnaryOperator.identity());
    }

    /** The same with another configuration. */
    static TestEngine start(UnaryOperator<KeycardBuilder> difference) {
        TestEngine engine = new TestEngine(difference);
        Objects.requireNonNull(
                engine.stores.changes().onCommit(engine.keycard.parts().caches().feed()::publish));
        return engine;
    }

    /** An engine that learns what is committed when it catches up, as if another process had committed it. */
    static TestEngine besideOthers() {
        return new TestEngine(UnaryOperator.identity());
    }

    User user(String name) {
        return stores.users().create(NewUser.named(Username.of(name), HASH), now());
    }

    /** Deactivates or activates a user. */
    void activate(User user, boolean active) {
        stores.users().update(user.id(), UserChange.ofActive(active), now());
    }

    void delete(User user) {
        stores.users().delete(user.id(), now());
    }

    AuditContext now() {
        return AuditContext.at(clock.instant());
    }

    /** Lets time pass; the engine catches up with the change log. */
    void advance(Duration time) {
        clock.advance(time);
        keycard.parts().caches().feed().catchUp();
    }

    @Override
    public void close() {
        keycard.close();
    }
}
