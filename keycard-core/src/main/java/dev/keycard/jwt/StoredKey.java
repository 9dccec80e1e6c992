package dev.keycard.jwt;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A signing key at rest.
 *
 * @param sealedJwk the private JWK, sealed under the {@link dev.keycard.crypto.SealingKey} with the kid as label
 * @param signsFrom when it starts to sign; before that it is only published, so that others learn it in time
 * @param retiresAt when it stops verifying, null while nothing replaces it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by kid only
public record StoredKey(
        String kid,
        String algorithm,
        byte[] sealedJwk,
        Instant createdAt,
        Instant signsFrom,
        @Nullable Instant retiresAt) {}
