package dev.keycard.verifier;

import dev.keycard.authentication.Credential;
import dev.keycard.jwt.JwtError;
import dev.keycard.jwt.JwtVerifier;
import dev.keycard.jwt.Verification;
import dev.keycard.jwt.VerificationConfig;
import dev.keycard.jwt.VerifiedToken;
import dev.keycard.revocation.CredentialCache;
import dev.keycard.revocation.Validity;
import dev.keycard.verifier.VerifierResult.Cause;
import dev.keycard.verifier.VerifierResult.Invalid;
import dev.keycard.verifier.VerifierResult.Missing;
import dev.keycard.verifier.VerifierResult.Revoked;
import dev.keycard.verifier.VerifierResult.Unavailable;
import dev.keycard.verifier.VerifierResult.Verified;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the access tokens of an issuer by its public keys and by the revocations that were read. There is no store, so a
 * token that cannot be decided from memory is refused. Thread-safe. Reads keys and revocations on threads of its own, until it
 * is closed.
 *
 * <p>Only tokens of a login are accepted, because others could not be revoked.
 */
public final class Verifier implements AutoCloseable {

    private static final Duration KEYS_EVERY = Duration.ofSeconds(1);
    private static final Duration PRUNE_EVERY = Duration.ofSeconds(5);

    private final IssuerKeys keys;
    private final Revocations revocations;
    private final Duration leeway;
    private final InstantSource clock;
    private final JwtVerifier signatures;
    private final CredentialCache<VerifierResult> known;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2, work -> {
        Thread daemon = new Thread(work, "keycard-verifier");
        daemon.setDaemon(true);
        return daemon;
    });

    private final @Nullable RemoteFollower remote;

    Verifier(IssuerKeys keys, Revocations revocations, VerificationConfig config, InstantSource clock) {
        this(keys, revocations, null, config, clock);
    }

    /** @param remote feeds the revocations; null if they are read from a source of the program */
    Verifier(
            IssuerKeys keys,
            Revocations revocations,
            @Nullable RemoteFollower remote,
            VerificationConfig config,
            InstantSource clock) {
        this.remote = remote;
        this.keys = keys;
        this.revocations = revocations;
        this.leeway = config.leeway();
        this.clock = clock;
        this.signatures = new JwtVerifier(keys::ring, config);
        this.known = new CredentialCache<>(revocations.check(), clock, revocations.reach(), keys::epoch);
    }

    /** Starts to build a verifier. */
    public static VerifierBuilder builder() {
        return new VerifierBuilder();
    }

    /**
     * Checks an access token. May block for the issuer when the token names an unknown key: at most for the time of one reading
     * of the keys, and not more often than configured.
     *
     * @param token as presented: untrusted
     */
    public VerifierResult verify(String token) {
        Optional<VerifierResult> result = verifyFromMemory(token);
        if (result.isPresent()) {
            return result.get();
        }
        return keys.readAgain() == IssuerKeys.Reading.BUSY ? new Unavailable(Missing.KEYS) : check(token);
    }

    /** The same without blocking; empty if the keys must be read first. */
    public Optional<VerifierResult> verifyFromMemory(String token) {
        Optional<VerifierResult> good = known.get(token);
        if (good.isPresent() && keys.areKnown()) {
            return good;
        }
        VerifierResult result = check(token);
        boolean unknownKey = result instanceof Invalid invalid && invalid.error() == JwtError.UNKNOWN_KEY;
        return unknownKey && keys.mayReadAgain() ? Optional.empty() : Optional.of(result);
    }

    /** Whether keys and revocations were read recently, so that tokens can be accepted: for a readiness probe. */
    public boolean isReady() {
        return keys.areKnown() && revocations.check().isKnown();
    }

    /** How old the view of revocations is. Beyond the accepted age, tokens are refused. */
    public Duration feedAge() {
        return revocations.age();
    }

    /** Ends the threads. Tokens are refused when the revocations are too old. */
    @Override
    public void close() {
        if (remote != null) {
            remote.close();
        }
        threads.shutdownNow();
    }

    /**
     * The age of the view is checked before anything is read from memory; the horizon is checked after the revocation was
     * looked up.
     */
    private VerifierResult check(String token) {
        CredentialCache.Check begun = known.begin();
        if (!revocations.check().isKnown()) {
            return new Unavailable(Missing.REVOCATIONS);
        }
        if (!keys.areKnown()) {
            return new Unavailable(Missing.KEYS);
        }
        Verification verification = signatures.verify(token, clock.instant());
        if (verification instanceof Verification.Invalid invalid) {
            return new Invalid(invalid.reason());
        }
        return bind(token, ((Verification.Verified) verification).token(), begun);
    }

    private VerifierResult bind(String text, VerifiedToken token, CredentialCache.Check begun) {
        if (token.sid() == null) {
            return new Invalid(JwtError.MISSING_CLAIM);
        }
        Verified verified = Verified.of(token);
        Credential credential = verified.principal().credential();
        Optional<Cause> cause = revocations.against(token, credential);
        return cause.isPresent()
                ? new Revoked(cause.get())
                : known.put(
                        text,
                        verified,
                        new Validity(
                                credential,
                                revocations.account(token),
                                token.countsFrom(),
                                token.expiresAt().plus(leeway),
                                begun));
    }

    void start() {
        if (remote == null) {
            catchUp();
        } else {
            // Both ask the issuer, and wait for it at the same time.
            CompletableFuture<Void> firstKeys = CompletableFuture.runAsync(keys::keepUp, threads);
            remote.start(revocations::catchUp, revocations::forgetBefore);
            firstKeys.join();
        }
        every(revocations.poll(), revocations::catchUp);
        every(KEYS_EVERY, keys::keepUp);
        every(PRUNE_EVERY, revocations::prune);
    }

    /** Reads keys and changes once. */
    void catchUp() {
        keys.keepUp();
        revocations.catchUp();
    }

    private void every(Duration period, Runnable work) {
        @SuppressWarnings("unused") // cancelled all together, by closing
        var repeated =
                threads.scheduleWithFixedDelay(work, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }
}
