package dev.keycard.sql;

import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuthEvent;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.login.EndReason;
import dev.keycard.mailchange.MailChange;
import dev.keycard.mailchange.MailChangeStore;
import dev.keycard.revocation.Change;
import dev.keycard.user.EmailState;
import dev.keycard.user.User;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Changes of mail addresses in SQL. */
final class SqlMailChangeStore implements MailChangeStore {

    private static final String COLUMNS = "id, user_id, from_address, undoable, to_address, state, effective_at";
    private static final String BY_ID = "select " + COLUMNS + " from mail_change where id = ?";

    // Rows are numbered in the order of commits, because the times in ids come from clocks that may differ or stand
    // still.
    private static final String INSERT = "insert into mail_change (" + COLUMNS + ", turn)"
            + " select ?, ?, ?, ?, ?, 'PENDING', null, coalesce(max(turn), 0) + 1 from mail_change where user_id = ?";

    private static final String EFFECTIVE =
            "update mail_change set state = 'EFFECTIVE', effective_at = ? where id = ? and state = 'PENDING'";
    private static final String WITHDRAW =
            "update mail_change set state = 'WITHDRAWN' where id = ? and state = 'PENDING'";
    private static final String WITHDRAW_OF =
            "update mail_change set state = 'WITHDRAWN' where user_id = ? and state = 'PENDING'";
    private static final String NOTHING_PENDING =
            "update users set email_pending = null where id = ? and email_pending is not null";
    private static final String UNDO_FROM =
            "update mail_change set state = 'UNDONE' where user_id = ? and state <> 'UNDONE'"
                    + " and turn >= (select turn from mail_change where id = ?)";
    private static final String UNDO_ALL =
            "update mail_change set state = 'UNDONE' where user_id = ? and state <> 'UNDONE'";

    // The change that replaced an address of the user, while the link that was mailed to that address may still undo
    // it.
    private static final String LOST = "select " + COLUMNS + " from mail_change where user_id = ? and from_address = ?"
            + " and state = 'EFFECTIVE' and undoable = true and effective_at > ? order by turn limit 1";

    private static final String PENDING_EMAIL = "update users set email_pending = ? where id = ?";

    private static final String EXPIRED =
            "select " + COLUMNS + " from mail_change where state = 'PENDING' and id < ? limit ?";
    private static final String PURGE =
            "delete from mail_change where id in (select id from mail_change where id < ? order by id limit ?)";

    private final Transactions database;

    SqlMailChangeStore(Transactions database) {
        this.database = database;
    }

    @Override
    public Optional<MailChange> begin(
            TimeId id, UserId userId, String to, long credentialVersion, AuditContext context) {
        return database.serializable(transaction -> {
            SqlConnection sql = transaction.sql();
            User user = GuardCheck.find(sql, userId).orElse(null);
            if (user == null
                    || !user.active()
                    || user.credentialVersion() != credentialVersion
                    || CredentialCheck.hasEnded(sql, context)) {
                return Optional.empty();
            }
            withdrawPending(sql, userId);
            boolean undoable = user.emailState().confirmed()
                    && lost(sql, userId, to, context.at()).isEmpty();
            sql.update(INSERT, id, userId, user.email(), undoable, to, userId);
            transaction.audit(new AuthEvent.EmailChangeAsked(context, userId, id));
            sql.update(PENDING_EMAIL, to.isEmpty() ? null : to, UserRows.number(userId));
            transaction.record(new Change.UserChanged(userId), context.at());
            return sql.first(BY_ID, SqlMailChangeStore::change, id);
        });
    }

    private static Optional<MailChange> lost(SqlConnection sql, UserId userId, String address, Instant now)
            throws SQLException {
        return sql.first(LOST, SqlMailChangeStore::change, userId, address, now.minus(MailChange.UNDOABLE_FOR));
    }

    @Override
    public Optional<MailChange> find(TimeId id) {
        return database.read(sql -> sql.first(BY_ID, SqlMailChangeStore::change, id));
    }

    @Override
    public boolean confirm(TimeId id, AuditContext context) {
        return database.serializable(transaction -> {
            SqlConnection sql = transaction.sql();
            MailChange change = sql.first(BY_ID, SqlMailChangeStore::change, id)
                    .filter(found -> found.isConfirmable(context.at()))
                    .orElse(null);
            if (change == null) {
                return false;
            }
            User user = GuardCheck.find(sql, change.userId()).orElse(null);
            if (user == null || !user.active() || !user.email().equals(change.from())) {
                return false;
            }
            takeEffect(transaction, change, user, context);
            return true;
        });
    }

    private static void takeEffect(Transaction transaction, MailChange change, User user, AuditContext context)
            throws SQLException {
        SqlConnection sql = transaction.sql();
        sql.update(EFFECTIVE, context.at(), change.id());
        setEmail(sql, user, change.to());
        Optional<MailChange> takenBack = lost(sql, user.id(), change.to(), context.at());
        if (takenBack.isPresent()) {
            sql.update(UNDO_FROM, user.id(), takenBack.get().id());
        }
        transaction.record(new Change.UserChanged(user.id()), context.at());
        transaction.audit(new AuthEvent.EmailChanged(context, user.id(), change.id()));
    }

    /** Gives the user an address, which counts as confirmed; none is pending any more. */
    private static void setEmail(SqlConnection sql, User user, String address) throws SQLException {
        EmailState state = address.isEmpty() ? EmailState.UNCONFIRMED : EmailState.CONFIRMED;
        UserRows.update(sql, user.withEmail(address).withEmailState(state));
        sql.update(PENDING_EMAIL, null, UserRows.number(user.id()));
    }

    @Override
    public boolean withdraw(TimeId id, AuditContext context) {
        return database.serializable(transaction -> {
            SqlConnection sql = transaction.sql();
            Optional<MailChange> change = sql.first(BY_ID, SqlMailChangeStore::change, id);
            if (change.isEmpty() || sql.update(WITHDRAW, id) == 0) {
                return false;
            }
            sql.update(PENDING_EMAIL, null, UserRows.number(change.get().userId()));
            transaction.record(new Change.UserChanged(change.get().userId()), context.at());
            return true;
        });
    }

    @Override
    public boolean undo(TimeId id, AuditContext context) {
        return database.serializable(transaction -> {
            SqlConnection sql = transaction.sql();
            MailChange change = sql.first(BY_ID, SqlMailChangeStore::change, id)
                    .filter(found -> found.isUndoable(context.at()))
                    .orElse(null);
            if (change == null) {
                return false;
            }
            UserId user = change.userId();
            sql.update(UNDO_FROM, user, id);
            setEmail(sql, GuardCheck.find(sql, user).orElseThrow(), change.from());
            SqlAccountStore.countUp(sql, user);
            LoginRevocations.endAll(transaction, user, EndReason.EMAIL_CHANGE_UNDONE, null, context.at());
            ApiTokenRevocations.endAll(transaction, user, EndReason.EMAIL_CHANGE_UNDONE, context);
            transaction.audit(new AuthEvent.EmailChangeUndone(context, user, id));
            return true;
        });
    }

    /** Staff or an operator set the address: links that were mailed before have no effect on it. */
    static void overrule(SqlConnection sql, UserId userId) throws SQLException {
        sql.update(UNDO_ALL, userId);
        sql.update(PENDING_EMAIL, null, UserRows.number(userId));
    }

    /** A user has at most one pending change, which is withdrawn when all logins end. */
    static void withdrawPending(SqlConnection sql, UserId userId) throws SQLException {
        sql.update(WITHDRAW_OF, userId);
        sql.update(NOTHING_PENDING, UserRows.number(userId));
    }

    @Override
    public int expire(Instant askedBefore, int limit) {
        return database.serializable(transaction -> {
            SqlConnection sql = transaction.sql();
            List<MailChange> expired =
                    sql.list(EXPIRED, SqlMailChangeStore::change, TimeId.firstOf(askedBefore), limit);
            for (MailChange change : expired) {
                sql.update(WITHDRAW, change.id());
                sql.update(PENDING_EMAIL, null, UserRows.number(change.userId()));
                transaction.record(new Change.UserChanged(change.userId()), askedBefore);
            }
            return expired.size();
        });
    }

    @Override
    public int purgeBefore(Instant askedBefore, int limit) {
        return database.serializable(
                transaction -> transaction.sql().update(PURGE, TimeId.firstOf(askedBefore), limit));
    }

    private static MailChange change(Row row) throws SQLException {
        return new MailChange(
                row.timeId(),
                row.userId(),
                row.text(),
                row.flag(),
                row.text(),
                row.constant(MailChange.State.class),
                row.instantOrNull());
    }
}
