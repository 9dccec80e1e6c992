package dev.keycard.testkit.memory;

import dev.keycard.change.ChangeLog;
import dev.keycard.revocation.Change;
import dev.keycard.revocation.RecordedChange;
import dev.keycard.store.StoreUnavailableException;
import dev.keycard.store.Subscription;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The change log in memory. */
final class MemoryChangeLog implements ChangeLog {

    private final Memory memory;

    MemoryChangeLog(Memory memory) {
        this.memory = memory;
    }

    @Override
    public List<RecordedChange> after(long sequence, int limit) {
        return memory.read(tables -> {
            List<RecordedChange> news =
                    tables.changes.after(sequence).limit(limit).toList();
            boolean gap = sequence > 0 && !news.isEmpty() && news.get(0).sequence() > sequence + 1;
            if (gap && tables.changes.before(sequence + 1).findAny().isEmpty()) {
                throw new StoreUnavailableException(
                        "changes that this process has not read were purged: it was suspended for too long, restart it");
            }
            return news;
        });
    }

    @Override
    public long lastBefore(Instant moment) {
        return memory.read(tables -> tables.changes
                .before(Long.MAX_VALUE)
                .filter(change -> change.at().isBefore(moment))
                .findFirst()
                .map(RecordedChange::sequence)
                .orElse(0L));
    }

    @Override
    public Optional<RecordedChange> find(long sequence) {
        return memory.read(tables ->
                tables.changes.after(sequence - 1).findFirst().filter(change -> change.sequence() == sequence));
    }

    @Override
    public int purgeBefore(Instant moment, int limit) {
        return memory.write(transaction -> {
            Table<Long, RecordedChange> changes = transaction.tables.changes;
            long latest = changes.last().map(RecordedChange::sequence).orElse(0L);
            List<RecordedChange> oldest = changes.rows()
                    .limit(limit)
                    .filter(change -> change.sequence() < latest)
                    .toList();
            return Oldest.purge(changes, oldest, RecordedChange::sequence, RecordedChange::at, moment);
        });
    }

    @Override
    public Subscription onCommit(Consumer<List<Change>> listener) {
        return memory.listeners().onCommit(listener);
    }
}
