package dev.keycard.testkit.memory;

import dev.keycard.audit.AuditEntry;
import dev.keycard.audit.AuditFilter;
import dev.keycard.audit.AuditStore;
import dev.keycard.audit.AuthEvent;
import dev.keycard.store.Page;
import dev.keycard.store.PageRequest;
import dev.keycard.store.Subscription;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The audit in memory. */
final class MemoryAuditStore implements AuditStore {

    private final Memory memory;

    MemoryAuditStore(Memory memory) {
        this.memory = memory;
    }

    @Override
    public void append(List<AuthEvent.Observation> observations) {
        memory.write(transaction -> {
            observations.forEach(transaction::write);
            return true;
        });
    }

    @Override
    public Page<AuditEntry> list(AuditFilter filter, PageRequest page) {
        return memory.read(tables -> Stretch.of(page).page(tables.audit, entry -> lets(filter, entry), entry -> entry));
    }

    private static boolean lets(AuditFilter filter, AuditEntry entry) {
        return (filter.userId() == null || filter.userId().equals(entry.userId()))
                && (filter.kind() == null || filter.kind().equals(entry.kind()));
    }

    @Override
    public int purgeBefore(Instant moment, int limit) {
        return memory.write(transaction -> {
            Table<Long, AuditEntry> audit = transaction.tables.audit;
            List<AuditEntry> oldest = audit.rows().limit(limit).toList();
            return Oldest.purge(audit, oldest, AuditEntry::sequence, AuditEntry::at, moment);
        });
    }

    @Override
    public Subscription onCommit(Consumer<AuthEvent> listener) {
        return memory.listeners().onAct(listener);
    }

    @Override
    public Subscription offerOnCommit(Predicate<AuthEvent> taker) {
        return memory.listeners().offerActs(taker);
    }
}
