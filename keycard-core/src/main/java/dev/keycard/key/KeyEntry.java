package dev.keycard.key;

import dev.keycard.jwt.JwsAlgorithm;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key in lists for operators, without the key itself. Immutable.
 *
 * @param createdAt null for a key of the configuration, which has no times
 * @param signsFrom when it starts to sign; null for a key of the configuration
 * @param retiresAt when its tokens stop being accepted; null while nothing replaces it
 */
public record KeyEntry(
        String kid,
        JwsAlgorithm algorithm,
        KeyState state,
        @Nullable Instant createdAt,
        @Nullable Instant signsFrom,
        @Nullable Instant retiresAt) {

    static KeyEntry of(RingKey key, KeyState state) {
        boolean timed = key.source() == RingKey.Source.MADE;
        return new KeyEntry(
                key.key().kid(),
                key.key().algorithm(),
                state,
                timed ? key.createdAt() : null,
                timed ? key.signsFrom() : null,
                key.retiresAt());
    }
}
