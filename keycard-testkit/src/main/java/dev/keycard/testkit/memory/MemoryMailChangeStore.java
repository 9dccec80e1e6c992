package dev.keycard.testkit.memory;

import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuthEvent;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.login.EndReason;
import dev.keycard.mailchange.MailChange;
import dev.keycard.mailchange.MailChangeStore;
import dev.keycard.revocation.Change;
import dev.keycard.user.User;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Changes of mail addresses in memory. */
final class MemoryMailChangeStore implements MailChangeStore {

    private final Memory memory;

    MemoryMailChangeStore(Memory memory) {
        this.memory = memory;
    }

    @Override
    public Optional<MailChange> begin(
            TimeId id, UserId userId, String to, long credentialVersion, AuditContext context) {
        return memory.write(transaction -> {
            Tables tables = transaction.tables;
            User user = tables.user(userId).orElse(null);
            if (user == null
                    || !user.active()
                    || user.credentialVersion() != credentialVersion
                    || Credentials.hasEnded(tables, context)) {
                return Optional.empty();
            }
            MailChangeRows.withdrawPending(tables, userId);
            boolean undoable = user.emailState().confirmed()
                    && MailChangeRows.lost(tables, userId, to, context.at()).isEmpty();
            MailChange change = MailChange.pending(id, userId, user.email(), undoable, to);
            tables.mailChanges.add(id.text(), new MailChangeRow(change, tables.nextNumber("mail changes")));
            transaction.audit(new AuthEvent.EmailChangeAsked(context, userId, id));
            MailChangeRows.setPending(tables, userId, to.isEmpty() ? null : to);
            transaction.record(new Change.UserChanged(userId), context.at());
            return Optional.of(change);
        });
    }

    @Override
    public Optional<MailChange> find(TimeId id) {
        return memory.read(tables -> tables.mailChanges.find(id.text()).map(MailChangeRow::change));
    }

    @Override
    public boolean confirm(TimeId id, AuditContext context) {
        return memory.write(transaction -> {
            Tables tables = transaction.tables;
            Optional<MailChangeRow> confirmable = tables.mailChanges
                    .find(id.text())
                    .filter(row -> row.change().isConfirmable(context.at()))
                    .filter(row -> tables.user(row.change().userId())
                            .filter(user -> user.active()
                                    && user.email().equals(row.change().from()))
                            .isPresent());
            confirmable.ifPresent(row -> takeEffect(transaction, row, context));
            return confirmable.isPresent();
        });
    }

    private static void takeEffect(Transaction transaction, MailChangeRow row, AuditContext context) {
        Tables tables = transaction.tables;
        MailChange change = row.change();
        UserId userId = change.userId();
        MailChangeRows.put(tables, row.effective(context.at()));
        MailChangeRows.setEmail(tables, userId, change.to());
        MailChangeRows.lost(tables, userId, change.to(), context.at())
                .ifPresent(takenBack -> MailChangeRows.undoFrom(tables, takenBack));
        transaction.record(new Change.UserChanged(userId), context.at());
        transaction.audit(new AuthEvent.EmailChanged(context, userId, change.id()));
    }

    @Override
    public boolean withdraw(TimeId id, AuditContext context) {
        return memory.write(transaction -> {
            Optional<MailChangeRow> pending =
                    transaction.tables.mailChanges.find(id.text()).filter(MailChangeRow::isPending);
            pending.ifPresent(row -> withdraw(transaction, row, context.at()));
            return pending.isPresent();
        });
    }

    private static void withdraw(Transaction transaction, MailChangeRow row, Instant at) {
        UserId userId = row.change().userId();
        MailChangeRows.put(transaction.tables, row.withState(MailChange.State.WITHDRAWN));
        MailChangeRows.setPending(transaction.tables, userId, null);
        transaction.record(new Change.UserChanged(userId), at);
    }

    @Override
    public boolean undo(TimeId id, AuditContext context) {
        return memory.write(transaction -> {
            Tables tables = transaction.tables;
            MailChangeRow row = tables.mailChanges
                    .find(id.text())
                    .filter(found -> found.change().isUndoable(context.at()))
                    .orElse(null);
            if (row == null) {
                return false;
            }
            UserId userId = row.change().userId();
            MailChangeRows.undoFrom(tables, row);
            MailChangeRows.setEmail(tables, userId, row.change().from());
            MemoryAccountStore.countUp(tables, userId);
            LoginRevocations.endAll(transaction, userId, EndReason.EMAIL_CHANGE_UNDONE, null, context.at());
            ApiTokenRevocations.endAll(transaction, userId, EndReason.EMAIL_CHANGE_UNDONE, context);
            transaction.audit(new AuthEvent.EmailChangeUndone(context, userId, id));
            return true;
        });
    }

    @Override
    public int expire(Instant askedBefore, int limit) {
        return memory.write(transaction -> {
            List<MailChangeRow> expired = transaction
                    .tables
                    .mailChanges
                    .rows()
                    .filter(row -> row.isPending() && row.change().askedAt().isBefore(askedBefore))
                    .limit(limit)
                    .toList();
            expired.forEach(row -> withdraw(transaction, row, askedBefore));
            return expired.size();
        });
    }

    @Override
    public int purgeBefore(Instant askedBefore, int limit) {
        return memory.write(transaction -> {
            List<String> old = transaction
                    .tables
                    .mailChanges
                    .rows()
                    .filter(row -> row.change().askedAt().isBefore(askedBefore))
                    .limit(limit)
                    .map(row -> row.change().id().text())
                    .toList();
            old.forEach(transaction.tables.mailChanges::remove);
            return old.size();
        });
    }
}
