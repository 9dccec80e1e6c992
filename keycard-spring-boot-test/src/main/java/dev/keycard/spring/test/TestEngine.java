package dev.keycard.spring.test;

import dev.keycard.Environment;
import dev.keycard.Keycard;
import dev.keycard.KeycardConfig;
import dev.keycard.Stores;
import dev.keycard.crypto.Entropy;
import dev.keycard.key.SealingKey;
import dev.keycard.store.StorePolicy;
import dev.keycard.testkit.memory.InMemoryStores;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * An engine whose keys, users and tokens are in memory only. Thread-safe.
 *
 * @param issuer whether the application is another one, which trusts the tokens of this engine
 */
record TestEngine(Keycard engine, Stores stores, boolean issuer) implements AutoCloseable {

    private static final int KEY_BYTES = 32;

    /** @param clock null for the system's */
    static TestEngine open(KeycardConfig config, StorePolicy policy, @Nullable Clock clock, boolean issuer) {
        Stores stores = InMemoryStores.create(policy);
        Environment usual = Environment.system();
        Environment environment = clock == null ? usual : usual.withClock(clock, usual.nanoClock());
        Keycard engine = Keycard.builder(stores)
                .config(config)
                .sealingKey(new SealingKey(Entropy.secure().bytes(KEY_BYTES)))
                .environment(environment)
                .outbox(mail -> true) // is not sent
                .open();
        return new TestEngine(engine, stores, issuer);
    }

    @Override
    public void close() {
        engine.close();
    }
}
