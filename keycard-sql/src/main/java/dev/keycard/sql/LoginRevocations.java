package dev.keycard.sql;

import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.login.EndReason;
import dev.keycard.revocation.Change;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends all logins of a user inside a transaction: for signing out everywhere, a new password, deactivation and deletion. */
final class LoginRevocations {

    // The clock of another node may be ahead: of one that began a login, or of one that ended all logins before. So the
    // present
    // time alone is not enough.
    private static final String MOMENT = """
            select {greatest}({greatest}(?, revoked_before),
                coalesce((select max(created_at) from login where user_id = account.user_id), 0))
            from account where user_id = ?""";

    private static final String REVOKE = "update account set revoked_before = ? where user_id = ?";

    private static final String LIVE =
            "select count(*) from login where user_id = ? and ended_at is null and id is distinct from ? and expires_at > ?";

    private static final String SPARABLE = "select id from login where id = ? and user_id = ? and ended_at is null";

    // Expired logins are ended too: they may still be valid by another node's clock.
    private static final String END = """
            update login set ended_at = ?, ended_reason = ?
            where user_id = ? and ended_at is null and id is distinct from ?""";

    private LoginRevocations() {}

    /**
     * Ends the logins and records the change; withdraws a pending change of the mail address. Does nothing if there is no such
     * user.
     *
     * @param wished the login to spare; ignored unless it belongs to the user and has not ended
     * @return how many of the ended logins were live
     */
    static int endAll(Transaction transaction, UserId userId, EndReason reason, @Nullable TimeId wished, Instant now)
            throws SQLException {
        SqlConnection sql = transaction.sql();
        Optional<Instant> before = sql.first(MOMENT, Row::instant, now, userId);
        if (before.isEmpty()) {
            return 0;
        }
        TimeId spared = sql.first(SPARABLE, Row::timeId, wished, userId).orElse(null);
        long live = sql.number(LIVE, userId, spared, now);
        sql.update(REVOKE, before.get(), userId);
        sql.update(END, now, reason, userId, spared);
        // A login that the owner has ended meanwhile, perhaps because it was stolen, must not be spared.
        SqlMailChangeStore.withdrawPending(sql, userId);
        transaction.record(new Change.LoginsEnded(userId, before.get(), spared), now);
        transaction.record(new Change.UserChanged(userId), now);
        return Math.toIntExact(live);
    }
}
