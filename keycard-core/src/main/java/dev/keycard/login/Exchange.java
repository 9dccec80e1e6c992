package dev.keycard.login;

import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.user.User;
import java.time.Instant;

/**
 * The usual exchange of a refresh token, as a condition on the login and what it becomes: a store can check and write both in
 * one step. It fits only if {@link RefreshRules} would begin the next generation. Immutable.
 *
 * @param login the login that the token names
 * @param userId its user, who must be active
 * @param next the generation that begins; the present one must be the one before. The store takes over {@code othersLately}
 *     from it, moved by one generation
 * @param expiresAt when the login expires then
 * @param begun when the present generation must have begun
 */
public record Exchange(TimeId login, UserId userId, Rotation next, Instant expiresAt, Window begun) {

    /** A span of time without its ends. */
    public record Window(Instant after, Instant before) {

        public boolean contains(Instant moment) {
            return moment.isAfter(after) && moment.isBefore(before);
        }
    }

    /**
     * What a successful exchange left.
     *
     * @param login in its next generation
     * @param user as the store has them at that moment
     */
    public record Exchanged(Login login, User user) {}

    /** Whether the exchange fits the login; its user is not considered. */
    public boolean fits(Login present) {
        return present.id().equals(login)
                && present.userId().equals(userId)
                && present.kind() == LoginKind.TOKENS
                && present.isLive(next.at())
                && present.generation() == next.generation() - 1
                && begun.contains(present.rotatedAt());
    }

    /** The login after the exchange. */
    public Login applyTo(Login present) {
        return present.rotated(present.rotation().next(next.at(), next.client()), expiresAt);
    }
}
