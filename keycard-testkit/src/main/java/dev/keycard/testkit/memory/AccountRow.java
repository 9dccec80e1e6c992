package dev.keycard.testkit.memory;

import dev.keycard.id.UserId;
import dev.keycard.user.Account;
import java.time.Instant;

/**
 * An account.
 *
 * @param signedIn whether a sign-in of the user was ever kept among the familiar addresses
 */
record AccountRow(Account account, boolean signedIn) {

    static AccountRow begin(UserId userId, boolean active) {
        return new AccountRow(Account.begin(userId, active), false);
    }

    AccountRow withActive(boolean active) {
        return with(account.withActive(active));
    }

    AccountRow withNextCredentialVersion() {
        return with(account.withNextCredentialVersion());
    }

    AccountRow withRevokedBefore(Instant moment) {
        return with(account.withRevokedBefore(moment));
    }

    AccountRow withApiTokensRevokedBefore(Instant moment) {
        return with(account.withApiTokensRevokedBefore(moment));
    }

    AccountRow withSignIn() {
        return new AccountRow(account, true);
    }

    private AccountRow with(Account changed) {
        return new AccountRow(changed, signedIn);
    }
}
