package dev.keycard.sql;

import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuthEvent;
import dev.keycard.id.UserId;
import dev.keycard.login.EndReason;
import java.sql.SQLException;
import java.util.Locale;

/**
 * Ends all API tokens of a user inside a transaction: for password resets, deactivation, and requests to end them. One change
 * makes other nodes read the user, and each of their credentials, again; it does not grow with the number of tokens.
 */
final class ApiTokenRevocations {

    private static final String LIVE =
            "select count(*) from api_token where user_id = ? and ended_at is null and (expires_at is null or expires_at > ?)";

    // Expired tokens are ended too: they may still be valid by another node's clock.
    private static final String END = "update api_token set ended_at = ? where user_id = ? and ended_at is null";

    // The clock of the node that made a token may be ahead, so the present time alone is not enough.
    private static final String REVOKE = """
            update account set api_tokens_revoked_before = {greatest}({greatest}(?, api_tokens_revoked_before),
                coalesce((select max(created_at) from api_token where user_id = account.user_id), 0))
            where user_id = ?""";

    private ApiTokenRevocations() {}

    /**
     * Ends the tokens. The caller records that the user changed. Does nothing if there is no such user.
     *
     * @return how many were live
     */
    static int endAll(Transaction transaction, UserId userId, EndReason reason, AuditContext context)
            throws SQLException {
        SqlConnection sql = transaction.sql();
        int live = Math.toIntExact(sql.number(LIVE, userId, context.at()));
        if (sql.update(REVOKE, context.at(), userId) == 0) {
            return 0;
        }
        sql.update(END, context.at(), userId);
        if (live > 0) {
            transaction.audit(
                    new AuthEvent.ApiTokensEnded(context, userId, reason.name().toLowerCase(Locale.ROOT), live));
        }
        return live;
    }
}
