package dev.keycard.jwt;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key and its times. Immutable.
 *
 * @param source where it comes from, which decides whether it may sign
 * @param createdAt the epoch for a key of the configuration, which has always been there
 * @param signsFrom when it starts to sign; it verifies before
 * @param retiresAt when it stops verifying, null while nothing replaces it
 */
public record RingKey(
        SigningKey key,
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
        /** {@code jwt.verifying-keys}: it never signs, even if it could. */
        VERIFY_ONLY
    }

    static RingKey always(SigningKey key) {
        return new RingKey(key, Source.CONFIGURED, Instant.EPOCH, Instant.EPOCH, null);
    }

    static RingKey verifyOnly(SigningKey key) {
        return new RingKey(key, Source.VERIFY_ONLY, Instant.EPOCH, Instant.EPOCH, null);
    }

    /** Whether tokens of this key are still accepted. */
    public boolean verifiesAt(Instant now) {
        return retiresAt == null || now.isBefore(retiresAt);
    }

    boolean signsAt(Instant now) {
        return verifiesAt(now) && !now.isBefore(signsFrom);
    }

    /** Whether it may ever sign, in a ring for that algorithm. */
    boolean signs(JwsAlgorithm algorithm) {
        return source != Source.VERIFY_ONLY && key.algorithm() == algorithm;
    }

    /**
     * Whether its tokens can belong to a login, which only Keycard begins. What a key that only verifies says of a login is not
     * believed: whoever signs with it could name one that no ending reaches.
     */
    boolean namesLogins() {
        return source != Source.VERIFY_ONLY;
    }

    /** Whether the key set holds its public half. Other services take tokens of every key in it for Keycard's own. */
    boolean isPublished() {
        return source != Source.VERIFY_ONLY;
    }

    /** Whether Keycard made it and nothing replaces it yet. */
    boolean hasNoEnd() {
        return source == Source.MADE && retiresAt == null;
    }
}
