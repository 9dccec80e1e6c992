package dev.keycard.verifier;

import dev.keycard.crypto.Entropy;
import dev.keycard.jwt.SignatureProvider;
import dev.keycard.jwt.VerificationConfig;
import dev.keycard.metrics.Metrics;
import dev.keycard.revocation.ChangeConfig;
import dev.keycard.revocation.ChangeSource;
import dev.keycard.revocation.NumberedChanges;
import dev.keycard.revocation.RecordedChange;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link Verifier}. Required are the keys, and either a source of revocations or {@link #withoutRevocations}. Not
 * thread-safe.
 */
public final class VerifierBuilder {

    private static final ChangeSource NO_CHANGES = new NoChanges();

    private VerificationConfig config = VerificationConfig.defaults().withUserIds(VerificationConfig.UserIds.TEXTS);
    private @Nullable Jwks keys;
    private @Nullable ChangeSource changes;
    private @Nullable RemoteChanges remote;
    private ChangeConfig following = ChangeConfig.defaults();
    private Duration longestAccess = Duration.ofHours(1);
    private InstantSource clock = InstantSource.system();
    private LongSupplier nanoClock = System::nanoTime;
    private @Nullable SignatureProvider signatures;
    private Metrics metrics = Metrics.none();

    VerifierBuilder() {}

    /** The {@code iss} that tokens must have; by default it is not checked. */
    public VerifierBuilder issuer(String required) {
        config = config.withIssuer(required);
        return this;
    }

    /** The {@code aud} that tokens must have; by default tokens must not have one (RFC 7519 section 4.1.3). */
    public VerifierBuilder audience(String required) {
        config = config.withAudience(required);
        return this;
    }

    /** The accepted difference of the issuer's clock, at most 5 minutes; zero by default. */
    public VerifierBuilder leeway(Duration allowed) {
        config = config.withLeeway(allowed);
        return this;
    }

    /** The source of the issuer's keys. The logins and rights in tokens of these keys are trusted. */
    public VerifierBuilder keys(Jwks source) {
        keys = source;
        return this;
    }

    /** The source of revocations. */
    public VerifierBuilder revocations(ChangeSource source) {
        changes = source;
        remote = null;
        return this;
    }

    /** Keycard servers as the source of revocations. */
    public VerifierBuilder revocations(RemoteChanges servers) {
        remote = servers;
        return this;
    }

    /**
     * Accepts each token until it expires, even if its login has ended, its user is deactivated, or the user's rights changed.
     */
    public VerifierBuilder withoutRevocations() {
        return revocations(NO_CHANGES);
    }

    /** How often revocations are read; by default every 500 ms, and tokens are refused when reading has failed for 5 s. */
    public VerifierBuilder following(ChangeConfig other) {
        following = other;
        return this;
    }

    /** The longest lifetime of an access token, for which revocations are kept; default 1 hour. Older tokens are refused. */
    public VerifierBuilder longestAccess(Duration lifetime) {
        longestAccess = lifetime;
        return this;
    }

    /** Other clocks: the time of day, and a monotonic one in nanoseconds. */
    public VerifierBuilder clock(InstantSource timeOfDay, LongSupplier nanoseconds) {
        clock = timeOfDay;
        nanoClock = nanoseconds;
        return this;
    }

    /** The registry of metrics; by default they are discarded. */
    public VerifierBuilder metrics(Metrics registry) {
        metrics = registry;
        return this;
    }

    /** The provider that checks signatures; by default the fastest working one. */
    public VerifierBuilder signatures(SignatureProvider provider) {
        signatures = provider;
        return this;
    }

    /**
     * Reads keys and revocations, and starts to read them regularly. If the issuer does not answer, results are {@link
     * VerifierResult.Unavailable} until it does.
     *
     * @throws IllegalStateException if keys or revocations were not named
     * @throws dev.keycard.jwt.KeyException if a given key cannot be read or is weak
     */
    public Verifier start() {
        Verifier verifier = open();
        verifier.start();
        return verifier;
    }

    /** Builds a verifier without threads. */
    Verifier open() {
        if (keys == null) {
            throw new IllegalStateException("name the issuer's keys: keys(Jwks.from(...))");
        }
        RemoteFollower follower = remote == null
                ? null
                : new RemoteFollower(remote, following.maxStaleness(), Entropy.secure(), nanoClock);
        ChangeSource source = follower == null ? changes : follower.source();
        if (source == null) {
            throw new IllegalStateException("name a source of revocations, or call withoutRevocations()");
        }
        SignatureProvider provider = signatures == null ? SignatureProvider.detect() : signatures;
        Revocations revocations = new Revocations(source, following, longestAccess, clock, nanoClock);
        revocations.watch(metrics);
        return new Verifier(keys.open(provider, nanoClock), revocations, follower, config, clock);
    }

    /** A source without changes. */
    private static final class NoChanges implements NumberedChanges {

        @Override
        public List<RecordedChange> after(long sequence, int limit) {
            return List.of();
        }

        @Override
        public long lastBefore(Instant moment) {
            return 0;
        }
    }
}
