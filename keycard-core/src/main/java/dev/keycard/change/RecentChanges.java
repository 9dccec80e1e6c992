package dev.keycard.change;

import dev.keycard.revocation.RecordedChange;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The changes that this node read last, in the order in which it read them, at most so many. Guarded by its owner. */
final class RecentChanges {

    private final int most;
    private final Deque<RecordedChange> kept = new ArrayDeque<>();
    /** Every change that was read and has a greater number is kept. */
    private long floor = Long.MAX_VALUE;

    private @Nullable Instant droppedAt;

    RecentChanges(int most) {
        this.most = most;
    }

    /** Reading begins after that number. */
    void begin(long number) {
        kept.clear();
        droppedAt = null;
        floor = number;
    }

    void add(RecordedChange change) {
        kept.addLast(change);
        if (kept.size() > most) {
            RecordedChange dropped = kept.removeFirst();
            floor = Math.max(floor, dropped.sequence());
            droppedAt = droppedAt == null || dropped.at().isAfter(droppedAt) ? dropped.at() : droppedAt;
        }
    }

    /**
     * Whether every change that a follower lacks, and that was read, is kept.
     *
     * @param open the numbers whose changes were not read yet, though greater ones were
     */
    boolean cover(ChangeCursor cursor, Collection<Long> open) {
        return cursor.last() >= floor
                && cursor.position().missing().stream().allMatch(number -> number > floor || open.contains(number));
    }

    /** Whether every change that was made at or after a moment, and that was read, is kept. */
    boolean coverSince(Instant moment) {
        return droppedAt == null || droppedAt.isBefore(moment);
    }

    /** The lowest number of a change that was made at or after a moment. */
    Optional<Long> firstSince(Instant moment) {
        return kept.stream()
                .filter(change -> !change.at().isBefore(moment))
                .map(RecordedChange::sequence)
                .min(Comparator.naturalOrder());
    }

    /** The kept change with that number, sought from the youngest on. */
    @Nullable RecordedChange find(long sequence) {
        Iterator<RecordedChange> youngestFirst = kept.descendingIterator();
        while (youngestFirst.hasNext()) {
            RecordedChange change = youngestFirst.next();
            if (change.sequence() == sequence) {
                return change;
            }
        }
        return null;
    }

    /** The check value of a number; 0 if its change is not kept, or there is none. */
    int checkOf(long number) {
        RecordedChange change = find(number);
        return change == null ? 0 : ChangeCursor.checkOf(change);
    }

    /** What a follower lacks, by number. */
    List<RecordedChange> lackedBy(ChangeCursor cursor) {
        List<RecordedChange> lacked = new ArrayList<>();
        for (RecordedChange change : kept) {
            if (cursor.lacks(change.sequence())) {
                lacked.add(change);
            }
        }
        lacked.sort(Comparator.comparingLong(RecordedChange::sequence));
        return lacked;
    }
}
