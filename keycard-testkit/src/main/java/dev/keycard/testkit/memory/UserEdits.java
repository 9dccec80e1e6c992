package dev.keycard.testkit.memory;

import dev.keycard.apitoken.ReservedScopes;
import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuthEvent;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.login.EndReason;
import dev.keycard.revocation.Change;
import dev.keycard.user.NewPassword;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import dev.keycard.user.UserEdit;
import dev.keycard.user.UserGuard;
import dev.keycard.user.Username;
import dev.keycard.user.UsernameTakenException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Creates and changes users inside a transaction. */
record UserEdits(ReservedNames reserved, ReservedScopes reservedScopes) {

    /** @throws UsernameTakenException if the name is in use */
    User insert(Transaction transaction, NewUser user, AuditContext context) {
        Tables tables = transaction.tables;
        if (tables.usernames.has(user.username().key())) {
            throw new UsernameTakenException(user.username());
        }
        long number = tables.nextNumber("users");
        UserId id = UserId.of(number);
        User created = user.profile().toBuilder().id(id).createdAt(context.at()).build();
        tables.usernames.add(user.username().key(), number);
        tables.users.add(number, new UserRow(created, user.passwordHash()));
        beginAccount(transaction, id, created.active(), context.at());
        transaction.audit(new AuthEvent.UserCreated(context, id));
        return tables.user(id).orElseThrow();
    }

    /** An account of that id can only be of another directory's user, from before: nothing of it may pass to the new user. */
    private static void beginAccount(Transaction transaction, UserId id, boolean active, Instant now) {
        Tables tables = transaction.tables;
        if (tables.accounts.has(id.text())) {
            LoginRevocations.endAll(transaction, id, EndReason.USER_DEACTIVATED, null, now);
            tables.deleteAccount(id);
        }
        tables.accounts.add(id.text(), AccountRow.begin(id, active));
    }

    void edit(Transaction transaction, User before, UserEdit edit, UserGuard guard, AuditContext context) {
        Tables tables = transaction.tables;
        UserId id = before.id();
        User after = edit.applyTo(before);
        Guards.check(tables, guard, context, before, after);
        Guards.requireSuperuserIsLeft(tables, before, after);
        if (!before.email().equals(after.email()) || edit.vouchesFor(after.email())) {
            MailChangeRows.overrule(tables, id);
        }
        rename(tables, before, edit.username(), context.at());
        update(tables, after);
        if (edit.passwordHash() != null) {
            setHash(tables, id, edit.passwordHash());
            MemoryAccountStore.countUp(tables, id);
            endOldCredentials(transaction, id, null, edit.keepsApiTokens(), context);
        }
        if (before.staff() && !after.staff()) {
            ApiTokenRevocations.takeReserved(transaction, id, reservedScopes, context);
        }
        if (before.active() && !after.active()) {
            LoginRevocations.endAll(transaction, id, EndReason.USER_DEACTIVATED, null, context.at());
            ApiTokenRevocations.endAll(transaction, id, EndReason.USER_DEACTIVATED, context);
        } else {
            transaction.record(new Change.UserChanged(id), context.at());
        }
        transaction.audit(new AuthEvent.UserChanged(context, id, UserChange.differences(before, after)));
    }

    private void rename(Tables tables, User user, @Nullable Username name, Instant now) {
        if (name == null) {
            return;
        }
        long number = Tables.number(user.id());
        if (tables.usernames.find(name.key()).filter(holder -> holder != number).isPresent()) {
            throw new UsernameTakenException(name);
        }
        String former = Username.fold(user.username());
        if (!name.key().equals(former)) {
            reserved.take(tables, name, user.id(), now);
            reserved.giveUp(tables, user, now);
            tables.usernames.remove(former);
            tables.usernames.add(name.key(), number);
        }
    }

    private static void update(Tables tables, User after) {
        long number = Tables.number(after.id());
        UserRow row = tables.users.find(number).orElseThrow();
        tables.users.put(number, row.with(after));
        String account = after.id().text();
        tables.accounts.put(account, tables.accounts.find(account).orElseThrow().withActive(after.active()));
    }

    private static void setHash(Tables tables, UserId id, String hash) {
        long number = Tables.number(id);
        tables.users.find(number).ifPresent(row -> tables.users.put(number, row.withHash(hash)));
    }

    /** Returns false, and nothing is changed, if the credential version is not the expected one any more. */
    boolean changePassword(Transaction transaction, NewPassword wanted, AuditContext context) {
        Tables tables = transaction.tables;
        UserId id = wanted.userId();
        boolean expected = tables.accounts
                .find(id.text())
                .filter(row -> row.account().credentialVersion() == wanted.expectedVersion())
                .isPresent();
        if (expected) {
            MemoryAccountStore.countUp(tables, id);
            setHash(tables, id, wanted.hash());
            endOldCredentials(transaction, id, wanted.sparedLogin(), wanted.sparesApiTokens(), context);
        }
        return expected;
    }

    private static void endOldCredentials(
            Transaction transaction,
            UserId id,
            @Nullable TimeId spared,
            boolean sparesApiTokens,
            AuditContext context) {
        LoginRevocations.endAll(transaction, id, EndReason.PASSWORD_CHANGED, spared, context.at());
        if (!sparesApiTokens) {
            ApiTokenRevocations.endAll(transaction, id, EndReason.PASSWORD_CHANGED, context);
        }
        transaction.audit(new AuthEvent.PasswordChanged(context, id));
    }
}
