package dev.keycard.login;

import dev.keycard.authentication.Authentication;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One sign-in of one user on one device: one row for its whole life, however often it is refreshed. Immutable. Made with
 * {@link #begin} or {@link #builder}, changed with {@link #toBuilder}.
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
        return builder(id, userId, kind, authentication)
                .rotation(Rotation.first(began, device.key()))
                .expiresAt(began.plus(idle))
                .device(device.name())
                .address(device.address())
                .build();
    }

    /** Begins a login of no known device that was never refreshed, and that expires at the moment in which it begins. */
    public static Builder builder(TimeId id, UserId userId, LoginKind kind, Authentication authentication) {
        return new Builder(id, userId, kind, authentication);
    }

    /** Begins with everything as this login has it. */
    public Builder toBuilder() {
        return new Builder(id, userId, kind, authentication)
                .rotation(rotation)
                .lastSeenAt(lastSeenAt)
                .expiresAt(expiresAt)
                .ended(endedAt, endReason)
                .device(device)
                .address(address);
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
        return toBuilder().rotation(next).lastSeenAt(seen).expiresAt(idleLimit).build();
    }

    /** The same with other counts. */
    Login with(Rotation counted) {
        return toBuilder().rotation(counted).build();
    }

    /** When the login began: the moment that the id carries. */
    public Instant createdAt() {
        return id.time();
    }

    /** Whether the login can be used at that moment. */
    public boolean isLive(Instant now) {
        return endedAt == null && now.isBefore(expiresAt);
    }

    /** Collects the fields of a login. Not thread-safe. */
    public static final class Builder {
        private final TimeId id;
        private final UserId userId;
        private final LoginKind kind;
        private final Authentication authentication;
        private Rotation rotation;
        private Instant lastSeenAt;
        private Instant expiresAt;
        private @Nullable Instant endedAt;
        private @Nullable EndReason endReason;
        private String device = "";
        private String address = "";

        private Builder(TimeId id, UserId userId, LoginKind kind, Authentication authentication) {
            this.id = id;
            this.userId = userId;
            this.kind = kind;
            this.authentication = authentication;
            this.rotation = Rotation.first(id.time(), "");
            this.lastSeenAt = id.time();
            this.expiresAt = id.time();
        }

        public Builder rotation(Rotation stands) {
            rotation = stands;
            return this;
        }

        public Builder lastSeenAt(Instant moment) {
            lastSeenAt = moment;
            return this;
        }

        public Builder expiresAt(Instant moment) {
            expiresAt = moment;
            return this;
        }

        /** When and why it was ended; null for both while it lives. */
        public Builder ended(@Nullable Instant moment, @Nullable EndReason reason) {
            endedAt = moment;
            endReason = reason;
            return this;
        }

        public Builder device(String name) {
            device = name;
            return this;
        }

        public Builder address(String text) {
            address = text;
            return this;
        }

        public Login build() {
            return new Login(
                    id,
                    userId,
                    kind,
                    authentication,
                    rotation,
                    lastSeenAt,
                    expiresAt,
                    endedAt,
                    endReason,
                    device,
                    address);
        }
    }
}
