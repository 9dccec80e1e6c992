package dev.keycard.login;

import dev.keycard.id.TimeId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One sign-in of one user on one device: one row for its whole life, however often it is refreshed.
 *
 * @param generation how often its refresh token was exchanged; the current refresh token names it
 * @param rotatedAt when the current generation began; its tokens are minted with this time
 * @param expiresAt when the login ends unless it is used before: the idle limit, never beyond the absolute one
 * @param endedAt when it was ended, null while it lives
 * @param device what the client called itself, shortened
 * @param address where it was begun from
 */
public record Login(
        TimeId id,
        long userId,
        LoginKind kind,
        long generation,
        Instant rotatedAt,
        Instant lastSeenAt,
        Instant expiresAt,
        @Nullable Instant endedAt,
        @Nullable EndReason endReason,
        String device,
        String address) {

    /** When the user signed in: the moment that the id carries. */
    public Instant createdAt() {
        return id.time();
    }

    /** Whether the login can be used at that moment. */
    public boolean isLive(Instant now) {
        return endedAt == null && now.isBefore(expiresAt);
    }
}
