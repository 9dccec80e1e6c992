package dev.keycard;

import dev.keycard.audit.AuthEventListener;
import dev.keycard.crypto.Entropy;
import dev.keycard.jwt.SignatureProvider;
import dev.keycard.key.SealingKey;
import dev.keycard.login.ClaimsContributor;
import dev.keycard.mail.Outbox;
import dev.keycard.metrics.Metrics;
import dev.keycard.throttle.Counters;
import dev.keycard.user.UserDirectory;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Builds an engine. A sealing key is required; everything else has a default: the configuration is
 * {@link KeycardConfig#defaults}, the environment {@link Environment#system}, and there is no outbox. For one thread.
 */
public final class KeycardBuilder {

    private final Stores stores;
    private KeycardConfig config = KeycardConfig.defaults();
    private @Nullable SealingKey sealingKey;
    private @Nullable Environment environment;
    private Extensions extensions = Extensions.NONE;
    private UnaryOperator<Environment> replacements = UnaryOperator.identity();

    KeycardBuilder(Stores stores) {
        this.stores = stores;
    }

    /** Everything that can be set. */
    public KeycardBuilder config(KeycardConfig chosen) {
        this.config = chosen;
        return this;
    }

    /** The key that seals signing keys at rest, and that refresh tokens are signed with. Required. */
    public KeycardBuilder sealingKey(SealingKey key) {
        this.sealingKey = key;
        return this;
    }

    /** All of what the engine takes from outside; single parts may be replaced after it. */
    public KeycardBuilder environment(Environment chosen) {
        this.environment = chosen;
        return this;
    }

    /** The clock, and one that only moves forward. */
    public KeycardBuilder clock(InstantSource clock, LongSupplier nanoClock) {
        return replacing(world -> world.withClock(clock, nanoClock));
    }

    /** The source of randomness. */
    public KeycardBuilder entropy(Entropy entropy) {
        return replacing(world -> world.withEntropy(entropy));
    }

    /** Who computes signatures. */
    public KeycardBuilder signatures(SignatureProvider provider) {
        return replacing(world -> world.withSignatures(provider));
    }

    /**
     * Receives what happens, after it is durable. The default writes it to the log. Engines over one {@link Stores} each
     * receive the acts of all of them.
     */
    public KeycardBuilder events(AuthEventListener listener) {
        return replacing(world -> world.withEvents(listener));
    }

    /** Receives counts and times. */
    public KeycardBuilder metrics(Metrics metrics) {
        return replacing(world -> world.withMetrics(metrics));
    }

    /** Counters that several nodes share. */
    public KeycardBuilder counters(Counters shared) {
        return replacing(world -> world.withCounters(shared));
    }

    /** How much the caches hold. */
    public KeycardBuilder cacheSizes(CacheSizes sizes) {
        return replacing(world -> world.withCacheSizes(sizes));
    }

    /** Takes mail over; without one the configuration must not ask for mail. The caller closes it, after the engine. */
    public KeycardBuilder outbox(@Nullable Outbox chosen) {
        this.extensions = extensions.withOutbox(chosen);
        return this;
    }

    /**
     * The application's own users, in place of Keycard's. Then the engine has no {@link Keycard#users()}, no registration, no
     * password reset and no changes of mail addresses; the application tells {@link Keycard#accounts()} what changes about its
     * users.
     */
    public KeycardBuilder users(UserDirectory directory) {
        this.extensions = extensions.withDirectory(directory);
        return this;
    }

    /** Adds claims of the application to each access token. */
    public KeycardBuilder claims(ClaimsContributor contributor) {
        this.extensions = extensions.withClaims(contributor);
        return this;
    }

    private KeycardBuilder replacing(UnaryOperator<Environment> replacement) {
        UnaryOperator<Environment> before = replacements;
        this.replacements = world -> replacement.apply(before.apply(world));
        return this;
    }

    /**
     * Makes the engine, and the first signing key if there is none, for one-off work such as a command's: nothing is decided from
     * memory, and each question asks the store.
     *
     * @throws IllegalStateException without a sealing key
     * @throws dev.keycard.key.SigningKeyException if a signing key is refused or cannot be opened
     * @throws IllegalArgumentException if the configuration contradicts itself; the message names the setting
     */
    public Keycard open() {
        if (sealingKey == null) {
            throw new IllegalStateException("an engine needs a sealing key: call sealingKey(...)");
        }
        Environment base = environment == null ? Environment.system() : environment;
        return new Keycard(config, stores, sealingKey, replacements.apply(base), extensions);
    }

    /** Makes the engine as {@link #open} does, and lets it follow what other processes change. */
    public Keycard start() {
        Keycard engine = open();
        try {
            engine.start();
            return engine;
        } catch (RuntimeException failed) {
            engine.close();
            throw failed;
        }
    }
}
