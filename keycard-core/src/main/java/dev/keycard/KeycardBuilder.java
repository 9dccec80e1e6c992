package dev.keycard;

import dev.keycard.audit.AuthEventListener;
import dev.keycard.crypto.Entropy;
import dev.keycard.jwt.SignatureProvider;
import dev.keycard.key.SealingKey;
import dev.keycard.login.ClaimsContributor;
import dev.keycard.mail.Outbox;
import dev.keycard.metrics.Metrics;
import dev.keycard.password.PasswordHasher;
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

    /** Sets the configuration. */
    public KeycardBuilder config(KeycardConfig chosen) {
        this.config = chosen;
        return this;
    }

    /** The key that seals signing keys at rest, and that refresh tokens are signed with. Required. */
    public KeycardBuilder sealingKey(SealingKey key) {
        this.sealingKey = key;
        return this;
    }

    /** Sets the whole environment; single parts may be replaced afterwards. */
    public KeycardBuilder environment(Environment chosen) {
        this.environment = chosen;
        return this;
    }

    /** Sets the clock, and a monotonic one. */
    public KeycardBuilder clock(InstantSource clock, LongSupplier nanoClock) {
        return replacing(world -> world.withClock(clock, nanoClock));
    }

    /** Sets the source of randomness. */
    public KeycardBuilder entropy(Entropy entropy) {
        return replacing(world -> world.withEntropy(entropy));
    }

    /** Sets the provider of signatures. */
    public KeycardBuilder signatures(SignatureProvider provider) {
        return replacing(world -> world.withSignatures(provider));
    }

    /**
     * Sets the receiver of events. Acts arrive after they are durable. The default writes events to the log. If several engines
     * use one {@link Stores}, each receives the acts of all of them.
     */
    public KeycardBuilder events(AuthEventListener listener) {
        return replacing(world -> world.withEvents(listener));
    }

    /** Sets the receiver of metrics. */
    public KeycardBuilder metrics(Metrics metrics) {
        return replacing(world -> world.withMetrics(metrics));
    }

    /** Sets what the nodes share beside the database. */
    public KeycardBuilder cluster(Cluster cluster) {
        return replacing(world -> world.withCluster(cluster));
    }

    /** Sets the sizes of the caches. */
    public KeycardBuilder cacheSizes(CacheSizes sizes) {
        return replacing(world -> world.withCacheSizes(sizes));
    }

    /** Sets the outbox; without one the configuration must not require mail. The caller closes it, after the engine. */
    public KeycardBuilder outbox(@Nullable Outbox chosen) {
        this.extensions = extensions.withOutbox(chosen);
        return this;
    }

    /**
     * Sets a directory of the application's users, in place of Keycard's. Then the engine has no {@link Keycard#users()}, no
     * registration, no password reset and no changes of mail addresses; the application calls {@link Keycard#accounts()} when
     * its users change.
     */
    public KeycardBuilder users(UserDirectory directory) {
        this.extensions = extensions.withDirectory(directory);
        return this;
    }

    /**
     * Sets what hashes passwords, in place of Argon2id. Hashes of Keycard and Django still verify, and are replaced by those of
     * this hasher at the next sign-in. Null for the default.
     */
    public KeycardBuilder passwordHasher(@Nullable PasswordHasher hasher) {
        this.extensions = extensions.withHasher(hasher);
        return this;
    }

    /** Adds claims of the application to each access token; may be called several times. */
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
     * Makes the engine, and the first signing key if there is none, for the work of one command: every decision reads the
     * store.
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

    /** Makes the engine as {@link #open} does, and starts to read the changes of other processes. */
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
