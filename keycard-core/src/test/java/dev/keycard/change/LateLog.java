package dev.keycard.change;

import dev.keycard.id.TimeId;
import dev.keycard.revocation.Change;
import dev.keycard.revocation.ChangeReader;
import dev.keycard.revocation.ChangesMissedException;
import dev.keycard.revocation.ReadPosition;
import dev.keycard.revocation.RecordedChange;
import dev.keycard.store.StoreUnavailableException;
import dev.keycard.store.Subscription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A log as in a database with many writers: a transaction draws a number, and its change becomes visible when it commits,
 * perhaps after greater numbers, perhaps never. For one thread.
 */
final class LateLog implements ChangeLog {

    private final SortedMap<Long, RecordedChange> visible = new TreeMap<>();
    private final SortedMap<Long, RecordedChange> open = new TreeMap<>();
    private final TimeId login = TimeId.firstOf(Instant.EPOCH);
    private long drawn;
    private int readings;
    private boolean another;
    private boolean away;

    /** A transaction draws a number. */
    long draw(Instant at) {
        drawn++;
        open.put(drawn, new RecordedChange(drawn, at, new Change.LoginEnded(login)));
        return drawn;
    }

    void commit(long number) {
        RecordedChange change = open.remove(number);
        if (change != null) {
            visible.put(number, change);
        }
    }

    void rollBack(long number) {
        open.remove(number);
    }

    boolean isOpen(long number) {
        return open.containsKey(number);
    }

    List<Long> openNumbers() {
        return List.copyOf(open.keySet());
    }

    List<Long> visibleNumbers() {
        return List.copyOf(visible.keySet());
    }

    /** The readers that there are find that this is another log; new ones get no answer until {@link #answer}. */
    void becomeAnother() {
        another = true;
        away = true;
    }

    void answer() {
        away = false;
    }

    /** How often it was read by cursors that are old. */
    int readings() {
        return readings;
    }

    @Override
    public List<RecordedChange> after(long sequence, int limit) {
        readings++;
        return visible.tailMap(sequence + 1).values().stream().limit(limit).toList();
    }

    @Override
    public Optional<RecordedChange> find(long sequence) {
        return Optional.ofNullable(visible.get(sequence));
    }

    @Override
    public long lastBefore(Instant moment) {
        return visible.values().stream()
                .filter(change -> change.at().isBefore(moment))
                .mapToLong(RecordedChange::sequence)
                .max()
                .orElse(0);
    }

    @Override
    public int purgeBefore(Instant moment, int limit) {
        int before = visible.size();
        visible.values().removeIf(change -> change.at().isBefore(moment));
        return before - visible.size();
    }

    @Override
    public Subscription onCommit(Consumer<List<Change>> listener) {
        return () -> {};
    }

    /** Keeps the numbers that it has not seen until their transactions are over. */
    @Override
    public ChangeReader readerSince(Instant moment) {
        if (away) {
            throw new StoreUnavailableException("away");
        }
        another = false;
        return new Reader(lastBefore(moment));
    }

    private final class Reader implements ChangeReader {

        private long last;
        private SortedSet<Long> gaps = new TreeSet<>();

        Reader(long last) {
            this.last = last;
        }

        @Override
        public List<RecordedChange> next(int limit) {
            if (another) {
                throw new ChangesMissedException("another log");
            }
            List<RecordedChange> found = new ArrayList<>();
            for (Iterator<Long> gap = gaps.iterator(); gap.hasNext(); ) {
                long number = gap.next();
                find(number).ifPresent(found::add);
                if (!isOpen(number)) {
                    gap.remove();
                }
            }
            for (RecordedChange change :
                    visible.tailMap(last + 1).values().stream().limit(limit).toList()) {
                for (long number = last + 1; number < change.sequence(); number++) {
                    gaps.add(number);
                }
                last = change.sequence();
                found.add(change);
            }
            return found;
        }

        @Override
        public ReadPosition position() {
            return new ReadPosition(last, List.copyOf(gaps));
        }
    }
}
