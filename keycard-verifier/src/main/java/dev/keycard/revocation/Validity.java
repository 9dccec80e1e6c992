package dev.keycard.revocation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * For how long a checked credential can be good. Immutable.
 *
 * @param issuedAt when it was issued, or began to count
 * @param expiresAt when it stops being good by itself; null for never
 * @param epoch the epoch of what it was checked with, taken before the check began; 0 for credentials that are checked with nothing that
 *     changes
 */
public record Validity(Instant issuedAt, @Nullable Instant expiresAt, long epoch) {

    /** For a credential that is checked with nothing that changes. */
    public Validity(Instant issuedAt, @Nullable Instant expiresAt) {
        this(issuedAt, expiresAt, 0);
    }
}
