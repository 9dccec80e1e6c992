package dev.keycard.testkit.memory;

import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuthEvent;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.login.EndReason;
import dev.keycard.revocation.Change;
import dev.keycard.user.Account;
import dev.keycard.user.AccountStore;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Accounts in memory. */
final class MemoryAccountStore implements AccountStore {

    private final Memory memory;

    MemoryAccountStore(Memory memory) {
        this.memory = memory;
    }

    @Override
    public Optional<Account> find(UserId userId) {
        return memory.read(tables -> tables.accounts.find(userId.text()).map(AccountRow::account));
    }

    @Override
    public boolean isEmpty() {
        return memory.read(tables -> tables.accounts.isEmpty());
    }

    @Override
    public void begin(UserId userId) {
        memory.write(transaction -> {
            Table<String, AccountRow> accounts = transaction.tables.accounts;
            if (!accounts.has(userId.text())) {
                accounts.add(userId.text(), AccountRow.begin(userId, true));
            }
            return true;
        });
    }

    @Override
    public boolean setActive(UserId userId, boolean active, AuditContext context) {
        return memory.write(transaction -> {
            Tables tables = transaction.tables;
            tables.user(userId).ifPresent(own -> Guards.requireSuperuserIsLeft(tables, own, own.withActive(active)));
            AccountRow row = tables.accounts.find(userId.text()).orElse(null);
            if (row == null || row.account().active() == active) {
                return false;
            }
            tables.accounts.put(userId.text(), row.withActive(active));
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
        return memory.write(transaction -> {
            if (!countUp(transaction.tables, userId)) {
                return false;
            }
            endAll(transaction, userId, EndReason.PASSWORD_CHANGED, spared, context);
            transaction.audit(new AuthEvent.PasswordChanged(context, userId));
            return true;
        });
    }

    @Override
    public void userChanged(UserId userId, AuditContext context) {
        memory.write(transaction -> {
            transaction.record(new Change.UserChanged(userId), context.at());
            return true;
        });
    }

    private static void endAll(
            Transaction transaction, UserId userId, EndReason reason, @Nullable TimeId spared, AuditContext context) {
        LoginRevocations.endAll(transaction, userId, reason, spared, context.at());
        ApiTokenRevocations.endAll(transaction, userId, reason, context);
    }

    /** Counts up the credential version; false if there is no such account. */
    static boolean countUp(Tables tables, UserId userId) {
        Optional<AccountRow> row = tables.accounts.find(userId.text());
        row.ifPresent(found -> tables.accounts.put(userId.text(), found.withNextCredentialVersion()));
        return row.isPresent();
    }
}
