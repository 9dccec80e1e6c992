package dev.keycard.authentication;

import dev.keycard.change.ChangeFeed;
import dev.keycard.change.KnownChanges;
import dev.keycard.user.User;
import dev.keycard.user.Users;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells from memory whether a credential that was good once still is: nothing it hangs on has ended since, its user is known
 * and active, and the view of all this is young enough. Thread-safe; never blocks.
 */
public final class Standing {

    private final ChangeFeed feed;
    private final KnownChanges changes;
    private final Users users;

    public Standing(ChangeFeed feed, KnownChanges changes, Users users) {
        this.feed = feed;
        this.changes = changes;
        this.users = users;
    }

    /** Whether memory may decide at all. */
    public boolean isKnown() {
        return feed.isFresh();
    }

    /** The active user of a credential in good standing; null if memory cannot tell or tells otherwise. */
    public @Nullable User userInGoodStanding(long userId, Credential credential, Instant issuedAt) {
        if (!feed.isFresh()) {
            return null;
        }
        User user = users.recall(userId);
        return user != null && user.active() && !ended(user, credential, issuedAt) ? user : null;
    }

    /** Whether what the credential hangs on is known to have ended. */
    public boolean ended(User user, Credential credential, Instant issuedAt) {
        if (credential instanceof Credential.AccessToken token) {
            return token.loginId() == null
                    ? issuedBeforeRevocation(user, issuedAt)
                    : changes.ended(user.id(), token.loginId());
        }
        if (credential instanceof Credential.Session session) {
            return changes.ended(user.id(), session.loginId());
        }
        return credential instanceof Credential.ApiToken token && changes.apiTokenEnded(token.tokenId());
    }

    /**
     * A token of no login is bound to its user's last ending of all logins by its {@code iat} alone, which counts whole
     * seconds: one issued in the same second may have been issued before, so it is refused.
     */
    public static boolean issuedBeforeRevocation(User user, Instant issuedAt) {
        return !issuedAt.isAfter(user.revokedBefore());
    }
}
