package dev.keycard.revocation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A source of changes that is a list: the behaviour of the feed does not depend on where the changes are. For one thread. */
public final class MemoryLog implements NumberedChanges {

    private final List<RecordedChange> rows = new ArrayList<>();
    private final List<Consumer<List<Change>>> listeners = new ArrayList<>();
    private @Nullable RuntimeException failure;
    private boolean missing;
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

    /** Lets the log fail like that from now on; null lets it answer again. */
    public void failWith(@Nullable RuntimeException exception) {
        failure = exception;
    }

    /** Lets the next reading of changes, and no other, say that changes may be missed. */
    public void missAtNextReading() {
        missing = true;
    }

    /** How often it was read. */
    public int readings() {
        return readings;
    }

    @Override
    public List<RecordedChange> after(long sequence, int limit) {
        answer();
        if (missing) {
            missing = false;
            throw new ChangesMissedException("for a test");
        }
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

    /** Adds a listener for the changes that this process commits. */
    public void onCommit(Consumer<List<Change>> listener) {
        listeners.add(listener);
    }

    private void answer() {
        if (failure != null) {
            throw failure;
        }
    }
}
