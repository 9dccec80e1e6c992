package dev.keycard.sql;

import dev.keycard.apitoken.ApiToken;
import dev.keycard.apitoken.ReservedScopes;
import dev.keycard.audit.AuditContext;
import dev.keycard.id.UserId;
import dev.keycard.revocation.Change;
import java.sql.SQLException;

/**
 * Checks who may issue API tokens with reserved scopes, and ends such tokens when a user loses the right. Inside a transaction.
 */
final class ReservedTokens {

    private static final String DISTRUST = "update api_token set by_staff = false where id = ? and by_staff = true";

    private ReservedTokens() {}

    /** Checked in the transaction, because the actor may have been demoted since. The operator has no user. */
    static boolean mayHandOut(SqlConnection sql, AuditContext context) throws SQLException {
        UserId actor = context.actorId();
        return actor == null
                || GuardCheck.find(sql, actor)
                        .filter(user -> user.staff() && user.active())
                        .isPresent();
    }

    /**
     * Ends the tokens with reserved scopes of a user who is no longer staff. Their other limited tokens count as made by the
     * user from now on: another node, or a later configuration, may reserve a scope that is not reserved here, and then refuses
     * them.
     */
    static void takeFrom(Transaction transaction, UserId userId, ReservedScopes reserved, AuditContext context)
            throws SQLException {
        SqlConnection sql = transaction.sql();
        for (ApiToken token : sql.list(SqlApiTokenStore.UNENDED, SqlApiTokenStore::token, userId)) {
            if (reserved.isAmong(token.scopes())) {
                int ended = sql.update(SqlApiTokenStore.END, context.at(), token.id());
                SqlApiTokenStore.recordIfEnded(transaction, ended, token.id(), context);
            } else if (!token.scopes().isEmpty() && sql.update(DISTRUST, token.id()) > 0) {
                transaction.record(new Change.ApiTokenChanged(token.id()), context.at());
            }
        }
    }
}
