package dev.keycard.login;

import dev.keycard.authentication.Authentication;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One sign-in of one user on one device: one row for its whole life, however often it is refreshed.
 *
 * @param authentication when and how the user signed in
 * @param rotation where its chain of refresh tokens stands; a session stays with the first
 * @param expiresAt when the login ends unless it is used before: the idle limit, never beyond the absolute one
 * @param endedAt when it was ended, null while it lives
 * @param device what the client called itself, shortened
 * @param address where it was begun from
 */
public record Login(
        TimeId id,
        UserId userId,
        LoginKind kind,
        Authentication authentication,
        Rotation rotation,
        Instant lastSeenAt,
        Instant expiresAt,
        @Nullable Instant endedAt,
        @Nullable EndReason endReason,
        String device,
        String address) {

    /**
     * A login that begins at the moment that its id carries.
     *
     * @param idle how long it lives unless it is used
     */
    public static Login begin(
            TimeId id, UserId userId, LoginKind kind, Authentication authentication, Duration idle, Device device) {
        Instant began = id.time();
        return new Login(
                id,
                userId,
                kind,
                authentication,
                Rotation.first(began, device.key()),
                began,
                began.plus(idle),
                null,
                null,
                device.name(),
                device.address());
    }

    /** The current generation of its refresh tokens. */
    public long generation() {
        return rotation.generation();
    }

    /** When the current generation began. */
    public Instant rotatedAt() {
        return rotation.at();
    }

    /** The same in another generation, which counts as a use of it. */
    Login rotated(Rotation next, Instant idleLimit) {
        Instant seen = lastSeenAt.isAfter(next.at()) ? lastSeenAt : next.at();
        return new Login(id, userId, kind, authentication, next, seen, idleLimit, endedAt, endReason, device, address);
    }

    /** The same with other counts. */
    Login with(Rotation counted) {
        return new Login(
                id, userId, kind, authentication, counted, lastSeenAt, expiresAt, endedAt, endReason, device, address);
    }

    /** When the login began: the moment that the id carries. */
    public Instant createdAt() {
        return id.time();
    }

    /** Whether the login can be used at that moment. */
    public boolean isLive(Instant now) {
        return endedAt == null && now.isBefore(expiresAt);
    }
}
