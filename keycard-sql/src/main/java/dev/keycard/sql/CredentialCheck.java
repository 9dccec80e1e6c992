package dev.keycard.sql;

import dev.keycard.audit.AuditContext;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.user.Account;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether what was granted to a user may still be completed: asked inside the transaction that completes it, so that a
 * deactivation or a new password either came before, and wins, or comes after, and ends what was completed.
 */
final class CredentialCheck {

    private static final String STANDING =
            "select revoked_before from account where user_id = ? and active = true and credential_version = ?";

    private static final String ENDED = "select 1 from login where id = ? and ended_at is not null"
            + " union all select 1 from api_token where id = ? and ended_at is not null";

    private CredentialCheck() {}

    /**
     * Whether the login or API token that asks has ended. The request passed the Gate before, perhaps on a node that had not
     * learnt of the ending: what it makes would outlive the very ending that was to reach it.
     */
    static boolean hasEnded(SqlConnection sql, AuditContext context) throws SQLException {
        TimeId credential = context.credential();
        return credential != null && sql.exists(ENDED, credential, credential);
    }

    /**
     * The moment up to which the user's logins have ended; empty if the user is gone, inactive, or has another credential
     * version. Begins the account of a user about whom nothing was kept when they were read.
     */
    static Optional<Instant> revokedBefore(SqlConnection sql, UserId userId, long credentialVersion)
            throws SQLException {
        if (credentialVersion == Account.NOT_KEPT) {
            SqlAccountStore.begin(sql, userId, true);
            return sql.first(STANDING, Row::instant, userId, 0);
        }
        return sql.first(STANDING, Row::instant, userId, credentialVersion);
    }
}
