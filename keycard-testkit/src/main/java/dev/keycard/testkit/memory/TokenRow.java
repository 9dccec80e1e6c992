package dev.keycard.testkit.memory;

import dev.keycard.apitoken.ApiToken;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An API token.
 *
 * @param byStaff whether staff or an operator issued it
 * @param successor the token that replaced it; null if none did
 */
record TokenRow(
        ApiToken token,
        String digest,
        boolean byStaff,
        @Nullable TimeId successor) {

    boolean isOf(UserId userId) {
        return token.userId().equals(userId);
    }

    boolean isUnended() {
        return token.endedAt() == null;
    }

    TokenRow ended(Instant at) {
        return with(token.toBuilder().endedAt(at));
    }

    /** The same, used at that moment; the time does not move backwards. */
    TokenRow used(Instant at) {
        Instant before = token.lastUsedAt();
        return with(token.toBuilder().lastUsedAt(before == null ? at : Times.later(before, at)));
    }

    /** The same, which lives no longer than until that moment. */
    TokenRow replacedBy(TimeId next, Instant until) {
        Instant expiry = token.expiresAt();
        Instant sooner = expiry == null || until.isBefore(expiry) ? until : expiry;
        return new TokenRow(token.toBuilder().expiresAt(sooner).build(), digest, byStaff, next);
    }

    /** The same, as if its owner had made it. */
    TokenRow distrusted() {
        return new TokenRow(token, digest, false, successor);
    }

    private TokenRow with(ApiToken.Builder changed) {
        return new TokenRow(changed.build(), digest, byStaff, successor);
    }
}
