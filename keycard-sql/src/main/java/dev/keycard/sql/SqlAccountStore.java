package dev.keycard.sql;

import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuthEvent;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.login.EndReason;
import dev.keycard.revocation.Change;
import dev.keycard.user.Account;
import dev.keycard.user.AccountStore;
import dev.keycard.user.User;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Accounts in SQL. */
final class SqlAccountStore implements AccountStore {

    private static final String FIND =
            "select user_id, active, credential_version, revoked_before, api_tokens_revoked_before"
                    + " from account where user_id = ?";

    // A login may begin in the same millisecond as the account, so nothing is revoked at first.
    private static final String BEGIN = """
            insert into account (user_id, active, signed_in, credential_version, revoked_before, api_tokens_revoked_before)
            values (?, ?, false, 0, 0, 0) on conflict (user_id) do nothing""";

    private static final String SET_ACTIVE = "update account set active = ? where user_id = ? and active <> ?";
    private static final String COUNT_UP =
            "update account set credential_version = credential_version + 1 where user_id = ?";
    private static final String COUNT_UP_FROM = COUNT_UP + " and credential_version = ?";
    private static final String DELETE = "delete from account where user_id = ?";

    private static final String ANY = "select user_id from account limit 1";

    private final Transactions database;

    SqlAccountStore(Transactions database) {
        this.database = database;
    }

    @Override
    public Optional<Account> find(UserId userId) {
        return database.read(sql -> find(sql, userId));
    }

    @Override
    public boolean isEmpty() {
        return database.read(sql -> sql.first(ANY, Row::userId)).isEmpty();
    }

    @Override
    public void begin(UserId userId) {
        if (find(userId).isEmpty()) {
            database.serializable(transaction -> begin(transaction.sql(), userId, true));
        }
    }

    @Override
    public boolean setActive(UserId userId, boolean active, AuditContext context) {
        return database.serializable(transaction -> {
            Optional<User> own = GuardCheck.find(transaction.sql(), userId);
            if (own.isPresent()) {
                GuardCheck.requireSuperuserIsLeft(
                        transaction.sql(), own.get(), own.get().withActive(active));
            }
            if (!setActive(transaction.sql(), userId, active)) {
                return false;
            }
            if (active) {
                transaction.record(new Change.UserChanged(userId), context.at());
            } else {
                endAll(transaction, userId, EndReason.USER_DEACTIVATED, null, context);
            }
            transaction.audit(new AuthEvent.UserChanged(context, userId, Set.of("is_active")));
            return true;
        });
    }

    @Override
    public boolean credentialsChanged(UserId userId, @Nullable TimeId spared, AuditContext context) {
        return database.serializable(transaction -> {
            if (!countUp(transaction.sql(), userId)) {
                return false;
            }
            endAll(transaction, userId, EndReason.PASSWORD_CHANGED, spared, context);
            transaction.audit(new AuthEvent.PasswordChanged(context, userId));
            return true;
        });
    }

    @Override
    public void userChanged(UserId userId, AuditContext context) {
        database.serializable(transaction -> {
            transaction.record(new Change.UserChanged(userId), context.at());
            return true;
        });
    }

    private static void endAll(
            Transaction transaction, UserId userId, EndReason reason, @Nullable TimeId spared, AuditContext context)
            throws SQLException {
        LoginRevocations.endAll(transaction, userId, reason, spared, context.at());
        ApiTokenRevocations.endAll(transaction, userId, reason, context);
    }

    static Optional<Account> find(SqlConnection sql, UserId userId) throws SQLException {
        return sql.first(FIND, SqlAccountStore::account, userId);
    }

    static boolean exists(SqlConnection sql, UserId userId) throws SQLException {
        return find(sql, userId).isPresent();
    }

    /** Creates an account; false if there is one. */
    static boolean begin(SqlConnection sql, UserId userId, boolean active) throws SQLException {
        return sql.update(BEGIN, userId, active) == 1;
    }

    static boolean setActive(SqlConnection sql, UserId userId, boolean active) throws SQLException {
        return sql.update(SET_ACTIVE, active, userId, active) == 1;
    }

    static boolean countUp(SqlConnection sql, UserId userId) throws SQLException {
        return sql.update(COUNT_UP, userId) == 1;
    }

    /** Increments the credential version if it is the expected one. */
    static boolean countUp(SqlConnection sql, UserId userId, long expected) throws SQLException {
        return sql.update(COUNT_UP_FROM, userId, expected) == 1;
    }

    /** Deletes an account with its logins, API tokens and familiar addresses. */
    static void delete(SqlConnection sql, UserId userId) throws SQLException {
        sql.update(DELETE, userId);
    }

    private static Account account(Row row) throws SQLException {
        return new Account(row.userId(), row.flag(), row.number(), row.instant(), row.instant());
    }
}
