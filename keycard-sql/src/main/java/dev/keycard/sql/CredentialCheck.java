package dev.keycard.sql;

import dev.keycard.audit.AuditContext;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.user.Account;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * Checks whether a sign-in or another act that was granted to a user may still be completed. The check runs inside the
 * transaction that completes it. So a deactivation or a new password either came before, and prevents it, or comes after, and
 * ends what was completed.
 */
final class CredentialCheck {

    private static final String STANDING =
            "select revoked_before from account where user_id = ? and active = true and credential_version = ?";

    private static final String ENDED = "select 1 from login where id = ? and ended_at is not null"
            + " union all select 1 from api_token where id = ? and ended_at is not null";

    private CredentialCheck() {}

    /**
     * Whether the credential of the request has ended. The request passed the Gate earlier, perhaps on a node that had not read
     * the revocation yet; a credential that it makes would survive that revocation.
     */
    static boolean hasEnded(SqlConnection sql, AuditContext context) throws SQLException {
        TimeId credential = context.credential();
        return credential != null && sql.exists(ENDED, credential, credential);
    }

    /**
     * The moment up to which the user's logins have ended; empty if the user is gone, inactive, or has another credential
     * version. Creates the account of a user who had none when they were read.
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
