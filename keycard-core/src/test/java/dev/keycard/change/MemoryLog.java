package dev.keycard.change;

import dev.keycard.store.StoreUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A change log that is a list: the feed's behaviour does not depend on where the changes rest. For one thread. */
public final class MemoryLog implements ChangeLog {

    private final List<RecordedChange> rows = new ArrayList<>();
    private final List<Consumer<List<Change>>> listeners = new ArrayList<>();
    private boolean away;
    private int readings;

    /** A change that another process makes. */
    public void others(Instant at, Change change) {
        rows.add(new RecordedChange(rows.size() + 1L, at, change));
    }

    /** A change that this process commits. */
    public void own(Instant at, Change change) {
        others(at, change);
        listeners.forEach(listener -> listener.accept(List.of(change)));
    }

    /** Whether the log refuses to answer from now on. */
    public void away(boolean isAway) {
        away = isAway;
    }

    /** How often it was read. */
    public int readings() {
        return readings;
    }

    @Override
    public List<RecordedChange> after(long sequence, int limit) {
        answer();
        readings++;
        return rows.stream()
                .filter(row -> row.sequence() > sequence)
                .limit(limit)
                .toList();
    }

    @Override
    public long lastBefore(Instant moment) {
        answer();
        return rows.stream()
                .filter(row -> row.at().isBefore(moment))
                .mapToLong(RecordedChange::sequence)
                .max()
                .orElse(0);
    }

    @Override
    public int purgeBefore(Instant moment, int limit) {
        throw new UnsupportedOperationException("nothing here is forgotten");
    }

    @Override
    public void onCommit(Consumer<List<Change>> listener) {
        listeners.add(listener);
    }

    private void answer() {
        if (away) {
            throw new StoreUnavailableException("away");
        }
    }
}
