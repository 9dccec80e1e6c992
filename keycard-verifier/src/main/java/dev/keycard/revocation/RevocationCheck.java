package dev.keycard.revocation;

import dev.keycard.api.Internal;
import dev.keycard.authentication.Credential;
import java.time.Duration;
import java.time.Instant;

/**
 * Checks in memory whether a verified credential is still valid: its login, user and token have not ended since, its user is
 * active, and the view of the changes is recent enough. Thread-safe; never blocks.
 */
@Internal
public final class RevocationCheck {

    private static final Duration MARGIN = Duration.ofSeconds(20);

    private final ChangeFeed feed;
    private final RecentRevocations changes;

    public RevocationCheck(ChangeFeed feed, RecentRevocations changes) {
        this.feed = feed;
        this.changes = changes;
    }

    /**
     * Whether memory may decide. Must be called before anything is read from memory: data that was read earlier may be from an
     * older view.
     */
    public boolean isKnown() {
        return feed.isFresh();
    }

    /** Whether memory, if it may decide, has nothing against the credential. */
    public boolean findsNothing(AccountStatus account, Credential credential, Instant issuedAt) {
        return account.active() && !ended(account, credential, issuedAt) && !changed(credential);
    }

    /** Whether what was remembered of the credential itself may be outdated. */
    private boolean changed(Credential credential) {
        return credential instanceof Credential.ApiToken token && changes.apiTokenChanged(token.tokenId());
    }

    /**
     * Whether memory would know of an ending since that moment, at which this node found the credential alive. To be asked
     * after {@link #ended}. The margin is for clocks that differ.
     */
    public boolean knowsSince(Instant moment) {
        return changes.knowsSince(moment.minus(MARGIN));
    }

    /**
     * Whether memory would know of an ending of a token that was issued at that moment by whatever node. To be asked after {@link
     * #ended}.
     */
    public boolean coversIssuedAt(Instant moment) {
        return changes.coversIssuedAt(moment);
    }

    /** Whether what the credential hangs on is known to have ended. */
    public boolean ended(AccountStatus account, Credential credential, Instant issuedAt) {
        if (credential instanceof Credential.AccessToken token) {
            return token.loginId() == null
                    ? issuedBeforeRevocation(account, issuedAt) || namesAnEndedLogin(account, token)
                    : changes.ended(account.id(), token.loginId());
        }
        if (credential instanceof Credential.Session session) {
            return changes.ended(account.id(), session.loginId());
        }
        return credential instanceof Credential.ApiToken token && changes.apiTokenEnded(token.tokenId());
    }

    private boolean namesAnEndedLogin(AccountStatus account, Credential.AccessToken token) {
        return token.named() != null && changes.ended(account.id(), token.named());
    }

    /**
     * A token of no login is bound to its user's last ending of all logins by its {@code iat} alone, which counts whole
     * seconds: one issued in the same second may have been issued before, so it is refused.
     */
    private static boolean issuedBeforeRevocation(AccountStatus account, Instant issuedAt) {
        return !issuedAt.isAfter(account.revokedBefore());
    }
}
