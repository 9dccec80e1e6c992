package dev.keycard.sql;

import dev.keycard.apitoken.ReservedScopes;
import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuthEvent;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.login.EndReason;
import dev.keycard.password.Argon2Hasher;
import dev.keycard.revocation.Change;
import dev.keycard.store.Page;
import dev.keycard.store.PageRequest;
import dev.keycard.store.StorePolicy;
import dev.keycard.user.NewPassword;
import dev.keycard.user.NewUser;
import dev.keycard.user.StoredPassword;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import dev.keycard.user.UserEdit;
import dev.keycard.user.UserFilter;
import dev.keycard.user.UserGuard;
import dev.keycard.user.UserMatches;
import dev.keycard.user.UserStore;
import dev.keycard.user.Username;
import dev.keycard.user.UsernameTakenException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Users in SQL. */
final class SqlUserStore implements UserStore {

    static final String BY_ID = UserRows.SELECT + "where id = ?";
    static final String BY_NAME = UserRows.SELECT + "where username_key = ?";
    static final String BY_MAIL =
            UserRows.SELECT + "where email_key = ? and email_confirmed = true order by id limit ?";
    private static final String PASSWORD_BY_ID = UserRows.SELECT_PASSWORD + "where id = ?";
    static final String PASSWORD_BY_NAME = UserRows.SELECT_PASSWORD + "where username_key = ?";
    private static final String NAME_IN_USE = "select 1 from users where username_key = ?";
    private static final String ANYONE = "select 1 from users limit 1";
    private static final String NUMBER = "select id from users where username_key = ?";

    private static final String UPGRADE_HASH = "update users set password_hash = ? where id = ? and password_hash = ?";
    private static final String SET_HASH = "update users set password_hash = ? where id = ?";
    private static final String DELETE = "delete from users where id = ?";

    static final String FORWARD = UserRows.SELECT + "where id > ? order by id limit ?";
    static final String BACKWARD = UserRows.SELECT + "where id < ? order by id desc limit ?";
    private static final String ANY_FROM = "select 1 from users where id >= ? limit 1";
    private static final String ANY_UP_TO = "select 1 from users where id <= ? limit 1";

    private final Transactions database;
    private final ReservedNames reserved;
    private final ReservedScopes reservedScopes;

    SqlUserStore(Transactions database, StorePolicy policy) {
        this.database = database;
        this.reserved = new ReservedNames(policy);
        this.reservedScopes = ReservedScopes.of(policy.reservedScopes());
    }

    @Override
    public Optional<User> find(UserId id) {
        return database.read(sql -> GuardCheck.find(sql, id));
    }

    @Override
    public Optional<User> findByName(Username name) {
        return database.read(sql -> sql.first(BY_NAME, UserRows::user, name.key()));
    }

    @Override
    public List<User> findByMail(String foldedMail, int limit) {
        if (foldedMail.isEmpty()) {
            return List.of();
        }
        return database.read(sql -> sql.list(BY_MAIL, UserRows::user, foldedMail, limit));
    }

    @Override
    public Optional<StoredPassword> passwordOf(Username name) {
        return database.read(sql -> sql.first(PASSWORD_BY_NAME, UserRows::password, name.key()));
    }

    @Override
    public Optional<StoredPassword> passwordOf(UserId id) {
        return database.read(sql -> sql.first(PASSWORD_BY_ID, UserRows::password, UserRows.number(id)));
    }

    @Override
    public User create(NewUser user, UserGuard guard, AuditContext context) {
        return database.serializable(transaction -> {
            reserved.take(transaction.sql(), user.username(), null, context.at());
            User created = insert(transaction, user, context);
            GuardCheck.check(transaction.sql(), guard, context, null, created);
            return created;
        });
    }

    @Override
    public User createWithReservedName(NewUser user, AuditContext context) {
        return database.serializable(transaction -> {
            reserved.takeAnyway(transaction.sql(), user.username());
            return insert(transaction, user, context);
        });
    }

    @Override
    public Optional<User> createFirst(NewUser user, AuditContext context) {
        return database.serializable(transaction -> {
            if (transaction.sql().exists(ANYONE)) {
                return Optional.empty();
            }
            reserved.take(transaction.sql(), user.username(), null, context.at());
            return Optional.of(insert(transaction, user, context));
        });
    }

    @Override
    public Duration nameQuarantine() {
        return reserved.policy().nameQuarantine();
    }

    @Override
    public boolean isReserved(Username name, Instant now) {
        return database.read(sql -> reserved.isReserved(sql, name, now));
    }

    @Override
    public int purgeReservedNames(Instant now, int limit) {
        return database.serializable(transaction -> reserved.purge(transaction.sql(), now, limit));
    }

    private static User insert(Transaction transaction, NewUser user, AuditContext context) throws SQLException {
        SqlConnection sql = transaction.sql();
        if (sql.exists(NAME_IN_USE, user.username().key())) {
            throw new UsernameTakenException(user.username());
        }
        UserRows.insert(sql, user, context.at());
        UserId id = UserId.of(sql.number(NUMBER, user.username().key()));
        beginAccount(transaction, id, user.profile().active(), context);
        User created = GuardCheck.find(sql, id).orElseThrow();
        transaction.audit(new AuthEvent.UserCreated(context, created.id()));
        return created;
    }

    /** An account with that id can only belong to a former user of another directory: nothing of it may pass to the new user. */
    private static void beginAccount(Transaction transaction, UserId id, boolean active, AuditContext context)
            throws SQLException {
        if (SqlAccountStore.exists(transaction.sql(), id)) {
            LoginRevocations.endAll(transaction, id, EndReason.USER_DEACTIVATED, null, context.at());
            SqlAccountStore.delete(transaction.sql(), id);
        }
        SqlAccountStore.begin(transaction.sql(), id, active);
    }

    @Override
    public Optional<User> edit(UserId id, UserEdit edit, UserGuard guard, AuditContext context) {
        return database.serializable(transaction -> edit(transaction, id, edit, guard, context));
    }

    private Optional<User> edit(
            Transaction transaction, UserId id, UserEdit edit, UserGuard guard, AuditContext context)
            throws SQLException {
        SqlConnection sql = transaction.sql();
        Optional<User> found = GuardCheck.find(sql, id);
        if (found.isEmpty()) {
            return found;
        }
        User before = found.get();
        User after = edit.applyTo(before);
        GuardCheck.check(sql, guard, context, before, after);
        GuardCheck.requireSuperuserIsLeft(sql, before, after);
        if (!before.email().equals(after.email()) || edit.vouchesFor(after.email())) {
            SqlMailChangeStore.overrule(sql, id);
        }
        claimName(sql, before, edit.username(), context.at());
        UserRows.update(sql, after);
        SqlAccountStore.setActive(sql, id, after.active());
        setPassword(transaction, id, edit, context);
        if (before.staff() && !after.staff()) {
            ReservedTokens.takeFrom(transaction, id, reservedScopes, context);
        }
        if (before.active() && !after.active()) {
            LoginRevocations.endAll(transaction, id, EndReason.USER_DEACTIVATED, null, context.at());
            ApiTokenRevocations.endAll(transaction, id, EndReason.USER_DEACTIVATED, context);
        } else {
            transaction.record(new Change.UserChanged(id), context.at());
        }
        transaction.audit(new AuthEvent.UserChanged(context, id, UserChange.differences(before, after)));
        return GuardCheck.find(sql, id);
    }

    /** Checks whether the user may have the name, and leaves the old one reserved. The row is written afterwards. */
    private void claimName(SqlConnection sql, User user, @Nullable Username name, Instant now) throws SQLException {
        if (name == null) {
            return;
        }
        if (sql.exists(NAME_IN_USE + " and id <> ?", name.key(), UserRows.number(user.id()))) {
            throw new UsernameTakenException(name);
        }
        if (!name.key().equals(Username.fold(user.username()))) {
            reserved.take(sql, name, user, now);
            reserved.giveUp(sql, user, now);
        }
    }

    private static void setPassword(Transaction transaction, UserId id, UserEdit edit, AuditContext context)
            throws SQLException {
        if (edit.passwordHash() != null) {
            transaction.sql().update(SET_HASH, edit.passwordHash(), UserRows.number(id));
            SqlAccountStore.countUp(transaction.sql(), id);
            endOldCredentials(transaction, id, null, edit.keepsApiTokens(), context);
        }
    }

    @Override
    public boolean changePassword(NewPassword wanted, AuditContext context) {
        return database.serializable(transaction -> {
            UserId id = wanted.userId();
            SqlConnection sql = transaction.sql();
            boolean changed = SqlAccountStore.countUp(sql, id, wanted.expectedVersion());
            if (changed) {
                sql.update(SET_HASH, wanted.hash(), UserRows.number(id));
                endOldCredentials(transaction, id, wanted.sparedLogin(), wanted.sparesApiTokens(), context);
            }
            return changed;
        });
    }

    private static void endOldCredentials(
            Transaction transaction, UserId id, @Nullable TimeId spared, boolean sparesApiTokens, AuditContext context)
            throws SQLException {
        LoginRevocations.endAll(transaction, id, EndReason.PASSWORD_CHANGED, spared, context.at());
        if (!sparesApiTokens) {
            ApiTokenRevocations.endAll(transaction, id, EndReason.PASSWORD_CHANGED, context);
        }
        transaction.audit(new AuthEvent.PasswordChanged(context, id));
    }

    @Override
    public boolean replaceHash(UserId id, String expectedHash, String strongerHash) {
        Argon2Hasher.requireAffordable(strongerHash);
        return database.serializable(transaction ->
                transaction.sql().update(UPGRADE_HASH, strongerHash, UserRows.number(id), expectedHash) == 1);
    }

    @Override
    public boolean delete(UserId id, UserGuard guard, AuditContext context) {
        return database.serializable(transaction -> {
            SqlConnection sql = transaction.sql();
            Optional<User> found = GuardCheck.find(sql, id);
            if (found.isEmpty()) {
                return false;
            }
            GuardCheck.check(sql, guard, context, found.get(), null);
            GuardCheck.requireSuperuserIsLeft(sql, found.get(), null);
            // The rows of logins and tokens go with the user's; the log keeps what other nodes have to forget.
            LoginRevocations.endAll(transaction, id, EndReason.USER_DEACTIVATED, null, context.at());
            reserved.giveUp(sql, found.get(), context.at());
            sql.update(DELETE, UserRows.number(id));
            SqlAccountStore.delete(sql, id);
            transaction.audit(new AuthEvent.UserDeleted(context, id));
            return true;
        });
    }

    @Override
    public Page<User> list(PageRequest page) {
        return database.read(sql -> page(sql, page));
    }

    @Override
    public UserMatches search(UserFilter filter, PageRequest page) {
        return database.read(sql -> UserSearch.find(sql, filter, page));
    }

    private static Page<User> page(SqlConnection sql, PageRequest page) throws SQLException {
        String select = page.backward() ? BACKWARD : FORWARD;
        List<User> found = sql.list(select, UserRows::user, page.from(), page.limit() + 1);
        boolean behind = sql.exists(page.backward() ? ANY_FROM : ANY_UP_TO, page.from());
        return Page.read(found, page.limit(), page.backward(), behind);
    }
}
