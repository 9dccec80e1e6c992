package dev.keycard.sql;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether what was granted to a user may still be completed: asked inside the transaction that completes it, so that a
 * deactivation or a new password either came before, and wins, or comes after, and ends what was completed.
 */
final class CredentialCheck {

    private static final String STANDING =
            "select revoked_before from users where id = ? and active = 1 and credential_version = ?";

    private CredentialCheck() {}

    /**
     * The moment up to which the user's logins have ended; empty if the user is gone, inactive, or has another credential
     * version.
     */
    static Optional<Instant> revokedBefore(SqlConnection sql, long userId, long credentialVersion) throws SQLException {
        return sql.first(STANDING, Row::instant, userId, credentialVersion);
    }
}
