package dev.keycard.testkit.memory;

import dev.keycard.apitoken.ReservedScopes;
import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuthEvent;
import dev.keycard.id.UserId;
import dev.keycard.login.EndReason;
import dev.keycard.password.Argon2Hasher;
import dev.keycard.store.Page;
import dev.keycard.store.PageRequest;
import dev.keycard.store.StorePolicy;
import dev.keycard.user.EmailAddress;
import dev.keycard.user.NewPassword;
import dev.keycard.user.NewUser;
import dev.keycard.user.StoredPassword;
import dev.keycard.user.User;
import dev.keycard.user.UserEdit;
import dev.keycard.user.UserFilter;
import dev.keycard.user.UserGuard;
import dev.keycard.user.UserMatches;
import dev.keycard.user.UserStore;
import dev.keycard.user.Username;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Users in memory. */
final class MemoryUserStore implements UserStore {

    private final Memory memory;
    private final ReservedNames reserved;
    private final UserEdits edits;

    MemoryUserStore(Memory memory, StorePolicy policy) {
        this.memory = memory;
        this.reserved = new ReservedNames(policy.nameQuarantine());
        this.edits = new UserEdits(reserved, ReservedScopes.of(policy.reservedScopes()));
    }

    @Override
    public Optional<User> find(UserId id) {
        return memory.read(tables -> tables.user(id));
    }

    @Override
    public Optional<User> findByName(Username name) {
        return memory.read(tables ->
                tables.usernames.find(name.key()).flatMap(tables.users::find).map(tables::user));
    }

    @Override
    public List<User> findByMail(String foldedMail, int limit) {
        if (foldedMail.isEmpty()) {
            return List.of();
        }
        return memory.read(tables -> tables.users
                .rows()
                .filter(row -> row.user().emailState().confirmed()
                        && EmailAddress.fold(row.user().email()).equals(foldedMail))
                .limit(limit)
                .map(tables::user)
                .toList());
    }

    @Override
    public Optional<StoredPassword> passwordOf(Username name) {
        return memory.read(tables -> tables.usernames.find(name.key()).flatMap(tables::password));
    }

    @Override
    public Optional<StoredPassword> passwordOf(UserId id) {
        return memory.read(tables -> tables.password(Tables.number(id)));
    }

    @Override
    public User create(NewUser user, UserGuard guard, AuditContext context) {
        return memory.write(transaction -> {
            reserved.take(transaction.tables, user.username(), UserId.NOBODY, context.at());
            User created = edits.insert(transaction, user, context);
            Guards.check(transaction.tables, guard, context, null, created);
            return created;
        });
    }

    @Override
    public User createWithReservedName(NewUser user, AuditContext context) {
        return memory.write(transaction -> {
            transaction.tables.reservedNames.remove(user.username().key());
            return edits.insert(transaction, user, context);
        });
    }

    @Override
    public Optional<User> createFirst(NewUser user, AuditContext context) {
        return memory.write(transaction -> {
            if (!transaction.tables.users.isEmpty()) {
                return Optional.empty();
            }
            reserved.take(transaction.tables, user.username(), UserId.NOBODY, context.at());
            return Optional.of(edits.insert(transaction, user, context));
        });
    }

    @Override
    public Duration nameQuarantine() {
        return reserved.quarantine();
    }

    @Override
    public boolean isReserved(Username name, Instant now) {
        return memory.read(tables -> reserved.isReserved(tables, name, UserId.NOBODY, now));
    }

    @Override
    public int purgeReservedNames(Instant now, int limit) {
        return memory.write(transaction -> reserved.purge(transaction.tables, now, limit));
    }

    @Override
    public Optional<User> edit(UserId id, UserEdit edit, UserGuard guard, AuditContext context) {
        return memory.write(transaction -> {
            Optional<User> before = transaction.tables.user(id);
            before.ifPresent(user -> edits.edit(transaction, user, edit, guard, context));
            return before.flatMap(user -> transaction.tables.user(id));
        });
    }

    @Override
    public boolean changePassword(NewPassword wanted, AuditContext context) {
        return memory.write(transaction -> edits.changePassword(transaction, wanted, context));
    }

    @Override
    public boolean replaceHash(UserId id, String expectedHash, String strongerHash) {
        Argon2Hasher.requireAffordable(strongerHash);
        return memory.write(transaction -> {
            Optional<UserRow> row = transaction
                    .tables
                    .users
                    .find(Tables.number(id))
                    .filter(found -> found.passwordHash().equals(expectedHash));
            row.ifPresent(found -> transaction.tables.users.put(Tables.number(id), found.withHash(strongerHash)));
            return row.isPresent();
        });
    }

    @Override
    public boolean delete(UserId id, UserGuard guard, AuditContext context) {
        return memory.write(transaction -> {
            Tables tables = transaction.tables;
            User user = tables.user(id).orElse(null);
            if (user == null) {
                return false;
            }
            Guards.check(tables, guard, context, user, null);
            Guards.requireSuperuserIsLeft(tables, user, null);
            // The rows of logins and tokens go with the user's; the log keeps what other nodes have to forget.
            LoginRevocations.endAll(transaction, id, EndReason.USER_DEACTIVATED, null, context.at());
            reserved.giveUp(tables, user, context.at());
            tables.usernames.remove(Username.fold(user.username()));
            tables.users.remove(Tables.number(id));
            tables.deleteAccount(id);
            transaction.audit(new AuthEvent.UserDeleted(context, id));
            return true;
        });
    }

    @Override
    public Page<User> list(PageRequest page) {
        return memory.read(tables -> Stretch.of(page).page(tables.users, row -> true, tables::user));
    }

    @Override
    public UserMatches search(UserFilter filter, PageRequest page) {
        return memory.read(tables -> new UserSearch(tables, filter).find(page));
    }
}
