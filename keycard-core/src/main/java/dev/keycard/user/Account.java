package dev.keycard.user;

import dev.keycard.id.UserId;
import java.time.Instant;

/**
 * What Keycard stores about a user of any directory. Immutable.
 *
 * @param active false if the user is suspended: may neither sign in nor use issued credentials
 * @param credentialVersion grows with each change of the password; an act that was begun with an older one is not completed
 * @param revokedBefore logins that began at or before this moment have ended, except one that a password change spared
 * @param apiTokensRevokedBefore API tokens of the user that were made at or before this moment have ended
 */
public record Account(
        UserId userId, boolean active, long credentialVersion, Instant revokedBefore, Instant apiTokensRevokedBefore) {

    /**
     * The credential version of a user without an account. The first login or API token of such a user begins the account, with
     * version 0. Keycard's own users have an account from their creation on.
     */
    public static final long NOT_KEPT = -1;

    /** The account of a user about whom nothing is stored yet. */
    public static Account notKept(UserId userId) {
        return new Account(userId, true, NOT_KEPT, Instant.EPOCH, Instant.EPOCH);
    }

    /** A new account. Logins may begin in the very millisecond in which the account does, so nothing is revoked at first. */
    public static Account begin(UserId userId, boolean active) {
        return new Account(userId, active, 0, Instant.EPOCH, Instant.EPOCH);
    }

    /** The same account, let in or shut out. */
    public Account withActive(boolean letIn) {
        return new Account(userId, letIn, credentialVersion, revokedBefore, apiTokensRevokedBefore);
    }

    /** The same account after another change of the password. */
    public Account withNextCredentialVersion() {
        return new Account(userId, active, credentialVersion + 1, revokedBefore, apiTokensRevokedBefore);
    }

    /** The same account, whose logins up to that moment have ended. */
    public Account withRevokedBefore(Instant moment) {
        return new Account(userId, active, credentialVersion, moment, apiTokensRevokedBefore);
    }

    /** The same account, whose API tokens up to that moment have ended. */
    public Account withApiTokensRevokedBefore(Instant moment) {
        return new Account(userId, active, credentialVersion, revokedBefore, moment);
    }
}
