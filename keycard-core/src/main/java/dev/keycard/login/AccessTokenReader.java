package dev.keycard.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.keycard.jwt.JwtVerifier;
import dev.keycard.jwt.Verification;
import dev.keycard.jwt.VerificationConfig;
import dev.keycard.revocation.CredentialCache.Check;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Verifies form, signature and claims of access tokens: by the keys in memory, or by keys that are read again when they may be
 * outdated. A genuine token that memory alone cannot decide about is handed over to the worker that goes on with it, so that its
 * signature is verified once. Thread-safe.
 */
final class AccessTokenReader {

    /** What is dropped is only verified again. */
    private static final int MAX_HANDED_OVER = 256;

    /** Longer than a request waits for a worker. A key that retires in the meantime counts that long. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /** What was read, and when the reading began. */
    record Reading(Verification verification, Check check) {}

    private final RevalidatingKeys keys;
    private final JwtVerifier byKeysInMemory;
    private final JwtVerifier byPresentKeys;
    private final Duration leeway;
    private final InstantSource clock;
    private final Cache<String, Reading> handedOver = Caffeine.newBuilder()
            .maximumSize(MAX_HANDED_OVER)
            // Of requests that were refused before a worker took them.
            .expireAfterWrite(LONGEST_WAIT)
            .build();

    AccessTokenReader(RevalidatingKeys keys, VerificationConfig config, InstantSource clock) {
        this.keys = keys;
        this.byKeysInMemory = new JwtVerifier(keys::ringInMemory, config);
        this.byPresentKeys = new JwtVerifier(keys::ring, config);
        this.leeway = config.leeway();
        this.clock = clock;
    }

    /** Reads a token without waiting; empty while the keys in memory may not decide. */
    Optional<Reading> readFromMemory(String text) {
        Check check = begin();
        return keys.areKnown() ? Optional.of(reading(byKeysInMemory, text, check)) : Optional.empty();
    }

    /** Leaves a reading to the worker that goes on with the token. */
    void handOver(String text, Reading reading) {
        handedOver.put(text, reading);
    }

    /** Reads a token; may wait for the store. */
    Reading read(String text) {
        Reading earlier = handedOver.asMap().remove(text);
        return earlier != null && isStillTrue(earlier) ? earlier : reading(byPresentKeys, text, begin());
    }

    private Reading reading(JwtVerifier verifier, String text, Check check) {
        return new Reading(verifier.verify(text, clock.instant()), check);
    }

    /** It is young, the keys did not change since, and the token has not expired. */
    private boolean isStillTrue(Reading earlier) {
        if (!(earlier.verification() instanceof Verification.Verified verified)) {
            return false;
        }
        Instant now = clock.instant();
        boolean young = now.isBefore(earlier.check().at().plus(LONGEST_WAIT));
        boolean sameKeys = keys.areKnown() && earlier.check().epoch() == keys.epoch();
        return young && sameKeys && now.isBefore(verified.token().expiresAt().plus(leeway));
    }

    private Check begin() {
        return new Check(clock.instant(), keys.epoch());
    }
}
