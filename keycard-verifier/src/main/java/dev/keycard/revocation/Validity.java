package dev.keycard.revocation;

import dev.keycard.api.Internal;
import dev.keycard.authentication.Credential;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a checked credential depends on, and for how long it can be good. Immutable.
 *
 * @param account the status of its user when it was checked; null if that may be outdated, and nothing is kept
 * @param issuedAt when it was issued, or began to count
 * @param expiresAt when it stops being good by itself; null for never
 * @param check what {@link CredentialCache#begin} gave before the check
 */
@Internal
public record Validity(
        Credential credential,
        @Nullable CachedAccount account,
        Instant issuedAt,
        @Nullable Instant expiresAt,
        CredentialCache.Check check) {}
