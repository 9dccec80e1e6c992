package dev.keycard.key;

import dev.keycard.jwt.JwsAlgorithm;
import dev.keycard.jwt.TrustedKey;
import dev.keycard.jwt.VerificationKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key and its times. Immutable.
 *
 * @param key the half that verifies
 * @param signing the half that signs; null in a key that only verifies
 * @param source where it comes from
 * @param createdAt the epoch for a key of the configuration
 * @param signsFrom when it starts to sign; it verifies before
 * @param retiresAt when it stops verifying; null while no other key replaces it
 */
public record RingKey(
        VerificationKey key,
        @Nullable SigningKey signing,
        Source source,
        Instant createdAt,
        Instant signsFrom,
        @Nullable Instant retiresAt) {

    /** Where a key comes from. */
    public enum Source {
        /** Keycard made it, and stores it. */
        MADE,
        /** {@code jwt.signing-key} */
        CONFIGURED,
        /** {@code jwt.verifying-keys}: it never signs. */
        VERIFY_ONLY
    }

    /** A key that Keycard made. */
    static RingKey made(SigningKey key, Instant createdAt, Instant signsFrom, @Nullable Instant retiresAt) {
        return new RingKey(key.verification(), key, Source.MADE, createdAt, signsFrom, retiresAt);
    }

    /** A key of the configuration, which signs and verifies without an end. */
    static RingKey always(SigningKey key) {
        return new RingKey(key.verification(), key, Source.CONFIGURED, Instant.EPOCH, Instant.EPOCH, null);
    }

    static RingKey verifyOnly(VerificationKey key) {
        return new RingKey(key, null, Source.VERIFY_ONLY, Instant.EPOCH, Instant.EPOCH, null);
    }

    /** The key for a verifier: a login in tokens of a key that only verifies is not trusted. */
    TrustedKey trusted() {
        return new TrustedKey(key, source != Source.VERIFY_ONLY, retiresAt);
    }

    /** Whether tokens of this key are still accepted. */
    public boolean verifiesAt(Instant now) {
        return retiresAt == null || now.isBefore(retiresAt);
    }

    boolean signsAt(Instant now) {
        return verifiesAt(now) && !now.isBefore(signsFrom);
    }

    /** Whether it may sign at some time, in a set for that algorithm. */
    boolean signs(JwsAlgorithm algorithm) {
        return signing != null && key.algorithm() == algorithm;
    }

    /** Whether the key set contains its public half. Other services accept tokens of every key in it as Keycard's own. */
    boolean isPublished() {
        return source != Source.VERIFY_ONLY;
    }

    /** Whether Keycard made it and no other key replaces it yet. */
    boolean hasNoEnd() {
        return source == Source.MADE && retiresAt == null;
    }
}
