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

    /** Logins may begin in the very millisecond in which the account does, so nothing is revoked at first. */
    static AccountRow begin(UserId userId, boolean active) {
        return new AccountRow(new Account(userId, active, 0, Instant.EPOCH, Instant.EPOCH), false);
    }

    AccountRow withActive(boolean active) {
        return with(new Account(
                account.userId(),
                active,
                account.credentialVersion(),
                account.revokedBefore(),
                account.apiTokensRevokedBefore()));
    }

    AccountRow withNextCredentialVersion() {
        return with(new Account(
                account.userId(),
                account.active(),
                account.credentialVersion() + 1,
                account.revokedBefore(),
                account.apiTokensRevokedBefore()));
    }

    AccountRow withRevokedBefore(Instant moment) {
        return with(new Account(
                account.userId(),
                account.active(),
                account.credentialVersion(),
                moment,
                account.apiTokensRevokedBefore()));
    }

    AccountRow withApiTokensRevokedBefore(Instant moment) {
        return with(new Account(
                account.userId(), account.active(), account.credentialVersion(), account.revokedBefore(), moment));
    }

    AccountRow withSignIn() {
        return new AccountRow(account, true);
    }

    private AccountRow with(Account changed) {
        return new AccountRow(changed, signedIn);
    }
}
