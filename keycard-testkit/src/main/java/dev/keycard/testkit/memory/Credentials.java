package dev.keycard.testkit.memory;

import dev.keycard.audit.AuditContext;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.user.Account;
import java.time.Instant;
import java.util.Optional;

/** Whether what was granted to a user may still be completed: asked inside the transaction that completes it. */
final class Credentials {

    private Credentials() {}

    /** Whether the login or API token that asks has ended. */
    static boolean hasEnded(Tables tables, AuditContext context) {
        TimeId credential = context.credential();
        return credential != null
                && (tables.logins
                                .find(credential.text())
                                .filter(row -> !row.isUnended())
                                .isPresent()
                        || tables.apiTokens
                                .find(credential.text())
                                .filter(row -> !row.isUnended())
                                .isPresent());
    }

    /**
     * The moment up to which the user's logins have ended; empty if the user is gone, inactive, or has another credential
     * version. Begins the account of a user about whom nothing was kept when they were read.
     */
    static Optional<Instant> revokedBefore(Tables tables, UserId userId, long credentialVersion) {
        boolean notKept = credentialVersion == Account.NOT_KEPT;
        if (notKept && !tables.accounts.has(userId.text())) {
            tables.accounts.add(userId.text(), AccountRow.begin(userId, true));
        }
        long expected = notKept ? 0 : credentialVersion;
        return tables.accounts
                .find(userId.text())
                .map(AccountRow::account)
                .filter(account -> account.active() && account.credentialVersion() == expected)
                .map(Account::revokedBefore);
    }

    /** Whether the actor may hand out API tokens with reserved scopes. An operator of the machine has no id. */
    static boolean mayHandOut(Tables tables, AuditContext context) {
        UserId actor = context.actorId();
        return actor == null
                || tables.user(actor)
                        .filter(user -> user.staff() && user.active())
                        .isPresent();
    }
}
