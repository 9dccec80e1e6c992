package dev.keycard.revocation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * For how long a checked credential can be good. Immutable.
 *
 * @param issuedAt when it was issued, or began to count
 * @param expiresAt when it stops being good by itself; null for never
 * @param check what {@link CredentialCache#begin} gave before the check
 */
public record Validity(Instant issuedAt, @Nullable Instant expiresAt, CredentialCache.Check check) {}
