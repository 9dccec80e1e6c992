package dev.keycard.testkit.memory;

import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuthEvent;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.login.EndReason;
import dev.keycard.revocation.Change;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Ends logins inside a transaction. */
final class LoginRevocations {

    private LoginRevocations() {}

    /** Ends a login that has not ended. */
    static void end(Transaction transaction, LoginRow row, EndReason reason, AuditContext context) {
        TimeId id = row.login().id();
        UserId userId = row.login().userId();
        transaction.tables.logins.put(id.text(), row.ended(context.at(), reason));
        transaction.record(new Change.LoginEnded(id), context.at());
        transaction.audit(
                reason == EndReason.REFRESH_REUSED
                        ? new AuthEvent.RefreshReused(context, userId, id)
                        : new AuthEvent.LoginEnded(context, userId, id, word(reason)));
    }

    /**
     * Ends all logins of a user and records that; another mail address that is not effective yet never will be. Does nothing if
     * there is no such account.
     *
     * @param wished the login that shall live on; ignored unless it is the user's and has not ended
     * @return how many of the ended ones were live
     */
    static int endAll(Transaction transaction, UserId userId, EndReason reason, @Nullable TimeId wished, Instant now) {
        Tables tables = transaction.tables;
        AccountRow account = tables.accounts.find(userId.text()).orElse(null);
        if (account == null) {
            return 0;
        }
        List<LoginRow> unended = tables.logins.where(row -> row.isOf(userId) && row.isUnended());
        TimeId spared = unended.stream()
                .map(row -> row.login().id())
                .filter(id -> id.equals(wished))
                .findFirst()
                .orElse(null);
        List<LoginRow> ending =
                unended.stream().filter(row -> !row.login().id().equals(spared)).toList();
        Instant before = moment(tables, account, now);
        tables.accounts.put(userId.text(), account.withRevokedBefore(before));
        ending.forEach(row -> tables.logins.put(row.login().id().text(), row.ended(now, reason)));
        MailChangeRows.withdrawPending(tables, userId);
        transaction.record(new Change.LoginsEnded(userId, before, spared), now);
        transaction.record(new Change.UserChanged(userId), now);
        return (int) ending.stream()
                .filter(row -> now.isBefore(row.login().expiresAt()))
                .count();
    }

    /** Not only now: a login may have begun on a node whose clock is ahead, and an earlier ending may have been dated so. */
    private static Instant moment(Tables tables, AccountRow account, Instant now) {
        return tables.logins
                .rows()
                .filter(row -> row.isOf(account.account().userId()))
                .map(row -> row.login().createdAt())
                .reduce(Times.later(now, account.account().revokedBefore()), Times::later);
    }

    /** The reason as the audit has it. */
    static String word(EndReason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }
}
