package dev.keycard.testkit.memory;

import dev.keycard.apitoken.ApiToken;
import dev.keycard.apitoken.ReservedScopes;
import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuthEvent;
import dev.keycard.id.UserId;
import dev.keycard.login.EndReason;
import dev.keycard.revocation.Change;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Ends API tokens inside a transaction. */
final class ApiTokenRevocations {

    private static final Comparator<TokenRow> LATEST_USED_FIRST = Comparator.comparing(
                    (TokenRow row) -> row.token().lastUsedAt() == null
                            ? row.token().createdAt()
                            : row.token().lastUsedAt())
            .thenComparing(row -> row.token().id().text())
            .reversed();

    private ApiTokenRevocations() {}

    /** Ends a token that has not ended. */
    static void end(Transaction transaction, TokenRow row, AuditContext context) {
        ApiToken token = row.token();
        transaction.tables.apiTokens.put(token.id().text(), row.ended(context.at()));
        transaction.record(new Change.ApiTokenEnded(token.id()), context.at());
        transaction.audit(new AuthEvent.ApiTokenEnded(context, token.userId(), token.id()));
    }

    /**
     * Ends all tokens of a user. The caller records that the user changed. Does nothing if there is no such account.
     *
     * @return how many were live
     */
    static int endAll(Transaction transaction, UserId userId, EndReason reason, AuditContext context) {
        Tables tables = transaction.tables;
        AccountRow account = tables.accounts.find(userId.text()).orElse(null);
        if (account == null) {
            return 0;
        }
        Instant now = context.at();
        tables.accounts.put(userId.text(), account.withApiTokensRevokedBefore(moment(tables, account, now)));
        List<TokenRow> unended = tables.apiTokens.where(row -> row.isOf(userId) && row.isUnended());
        unended.forEach(row -> tables.apiTokens.put(row.token().id().text(), row.ended(now)));
        int live = (int) unended.stream().filter(row -> row.token().isLive(now)).count();
        if (live > 0) {
            transaction.audit(new AuthEvent.ApiTokensEnded(context, userId, LoginRevocations.word(reason), live));
        }
        return live;
    }

    /** Not only now: a token may have been made on a node whose clock is ahead. */
    private static Instant moment(Tables tables, AccountRow account, Instant now) {
        return tables.apiTokens
                .rows()
                .filter(row -> row.isOf(account.account().userId()))
                .map(row -> row.token().createdAt())
                .reduce(Times.later(now, account.account().apiTokensRevokedBefore()), Times::later);
    }

    /** The longest unused tokens made by signing in that have to go when one more is let in. */
    static List<TokenRow> superfluous(Tables tables, ApiToken next, int limit) {
        return tables.apiTokens
                .rows()
                .filter(row -> row.isOf(next.userId()) && row.token().signIn())
                .filter(row -> row.token().isLive(next.createdAt()))
                .sorted(LATEST_USED_FIRST)
                .skip(limit - 1L)
                .toList();
    }

    /**
     * Ends the tokens with reserved scopes of a user who is staff no more. Their other limited tokens count as made by the user
     * from now on.
     */
    static void takeReserved(Transaction transaction, UserId userId, ReservedScopes reserved, AuditContext context) {
        Table<String, TokenRow> tokens = transaction.tables.apiTokens;
        for (TokenRow row : tokens.where(row -> row.isOf(userId) && row.isUnended())) {
            ApiToken token = row.token();
            if (reserved.isAmong(token.scopes())) {
                end(transaction, row, context);
            } else if (!token.scopes().isEmpty() && row.byStaff()) {
                tokens.put(token.id().text(), row.distrusted());
                transaction.record(new Change.ApiTokenChanged(token.id()), context.at());
            }
        }
    }
}
