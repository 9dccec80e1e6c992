package dev.keycard.key;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored signing key.
 *
 * @param sealedJwk the private JWK, sealed with the {@link dev.keycard.key.SealingKey} and the kid as label
 * @param signsFrom when it starts to sign; before that it is only published, so that verifiers read it in time
 * @param retiresAt when it stops verifying; null while no other key replaces it
 * @param removedAt when it was removed: from then on none of its tokens is accepted, whatever the other times say, and
 *     {@code sealedJwk} is empty; null for a key that was not
 */
@SuppressWarnings("ArrayRecordComponent") // compared by kid only
public record StoredKey(
        String kid,
        String algorithm,
        byte[] sealedJwk,
        Instant createdAt,
        Instant signsFrom,
        @Nullable Instant retiresAt,
        @Nullable Instant removedAt) {

    /** A key without an end. */
    public static StoredKey made(String kid, String algorithm, byte[] sealedJwk, Instant createdAt, Instant signsFrom) {
        return new StoredKey(kid, algorithm, sealedJwk, createdAt, signsFrom, null, null);
    }

    /** The same key, which stops verifying at that moment. */
    public StoredKey withRetiresAt(@Nullable Instant moment) {
        return new StoredKey(kid, algorithm, sealedJwk, createdAt, signsFrom, moment, removedAt);
    }

    /** The same key, removed at that moment: its private part is gone. */
    public StoredKey removed(Instant moment) {
        return new StoredKey(kid, algorithm, new byte[0], createdAt, signsFrom, retiresAt, moment);
    }

    /** Whether it may still verify at that moment. */
    boolean isLive(Instant now) {
        return removedAt == null && (retiresAt == null || now.isBefore(retiresAt));
    }
}
