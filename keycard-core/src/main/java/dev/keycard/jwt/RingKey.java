package dev.keycard.jwt;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key and its times. Immutable.
 *
 * @param createdAt the epoch for a configured key, which has always been there
 * @param signsFrom when it starts to sign; it verifies before
 * @param retiresAt when it stops verifying, null while nothing replaces it
 */
public record RingKey(
        SigningKey key,
        Instant createdAt,
        Instant signsFrom,
        @Nullable Instant retiresAt) {

    static RingKey always(SigningKey key) {
        return new RingKey(key, Instant.EPOCH, Instant.EPOCH, null);
    }

    /** Whether tokens of this key are still accepted. */
    public boolean verifiesAt(Instant now) {
        return retiresAt == null || now.isBefore(retiresAt);
    }

    boolean signsAt(Instant now) {
        return verifiesAt(now) && !now.isBefore(signsFrom);
    }
}
