package dev.keycard.change;

import dev.keycard.api.Internal;
import dev.keycard.revocation.ReadPosition;
import dev.keycard.revocation.RecordedChange;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a follower missed, in pages: from memory if it was away for a short time, else from the log. Thread-safe; may block for
 * the store.
 */
@Internal
public final class ChangePages {

    /**
     * Some changes in the order of their numbers.
     *
     * @param next where the follower stands after them
     * @param more whether there are more pages before it can follow from memory
     */
    public record Page(List<RecordedChange> changes, ChangeCursor next, boolean more) {
        public Page {
            changes = List.copyOf(changes);
        }
    }

    private final ChangeStream stream;
    private final ChangeLog log;
    private final InstantSource clock;
    private final Duration lookBack;

    /** @param lookBack older changes than that are of no interest to one who begins */
    public ChangePages(ChangeStream stream, ChangeLog log, InstantSource clock, Duration lookBack) {
        this.stream = stream;
        this.log = log;
        this.clock = clock;
        this.lookBack = lookBack;
    }

    /** Since when one who begins now gets all changes. */
    public Instant horizon() {
        return clock.instant().minus(lookBack);
    }

    /**
     * The first page for one who begins.
     *
     * @throws dev.keycard.store.StoreUnavailableException if the store is needed and cannot answer, or the node has not read it
     *     yet
     */
    public Page since(Instant moment, int limit) {
        ChangeCursor begin;
        synchronized (stream) {
            begin = stream.recent().coverSince(moment) ? fromMemory(moment) : null;
        }
        return read(begin == null ? before(log.lastBefore(moment)) : begin, limit);
    }

    /**
     * The page after a cursor. Empty if the cursor is not of this log as it is now, or too old: then one begins anew.
     *
     * @throws dev.keycard.store.StoreUnavailableException if the store is needed and cannot answer
     */
    public Optional<Page> after(ChangeCursor cursor, int limit) {
        return isOfThisLog(cursor) ? Optional.of(read(cursor, limit)) : Optional.empty();
    }

    private ChangeCursor fromMemory(Instant moment) {
        return stream.recent()
                .firstSince(moment)
                .map(first -> before(first - 1))
                .orElseGet(stream::cursor);
    }

    /** One who has everything up to a number, but for what may become visible late. */
    private ChangeCursor before(long number) {
        return new ChangeCursor(upTo(stream.cursor().position(), number), 0);
    }

    private boolean isOfThisLog(ChangeCursor cursor) {
        @Nullable RecordedChange kept;
        boolean covered;
        ChangeCursor node;
        synchronized (stream) {
            stream.requirePosition();
            kept = stream.recent().find(cursor.last());
            node = stream.cursor();
            covered = stream.recent().cover(cursor, node.position().missing());
        }
        if (cursor.check() == 0) {
            return kept == null && covered && cursor.last() <= node.last();
        }
        return Optional.ofNullable(kept).or(() -> log.find(cursor.last())).stream()
                .anyMatch(change -> ChangeCursor.checkOf(change) == cursor.check());
    }

    private Page read(ChangeCursor cursor, int limit) {
        List<RecordedChange> lacked;
        ChangeCursor node;
        synchronized (stream) {
            stream.requirePosition();
            node = stream.cursor();
            lacked = stream.recent().cover(cursor, node.position().missing())
                    ? stream.recent().lackedBy(cursor)
                    : null;
        }
        if (lacked == null) {
            return fromLog(cursor, node, limit);
        }
        return lacked.size() > limit
                ? partly(lacked.subList(0, limit), node.position())
                : new Page(lacked, cursor.last() > node.last() ? cursor : node, false);
    }

    /**
     * What may become visible late was asked before the log is read: a number that is neither visible then nor among those has
     * no change. What the feed of this node has not read yet is left to it.
     */
    private Page fromLog(ChangeCursor cursor, ChangeCursor node, int limit) {
        List<RecordedChange> changes = new ArrayList<>();
        cursor.position().missing().forEach(number -> log.find(number).ifPresent(changes::add));
        List<RecordedChange> read = log.after(cursor.last(), limit);
        read.stream().filter(change -> change.sequence() <= node.last()).forEach(changes::add);
        boolean more = read.size() == limit && read.get(limit - 1).sequence() < node.last();
        return more ? partly(changes, node.position()) : new Page(changes, node, false);
    }

    private static Page partly(List<RecordedChange> changes, ReadPosition node) {
        RecordedChange last = changes.get(changes.size() - 1);
        return new Page(
                changes,
                ChangeCursor.of(
                        upTo(node, last.sequence()),
                        number -> changes.stream()
                                .filter(change -> change.sequence() == number)
                                .findFirst()
                                .map(ChangeCursor::checkOf)
                                .orElse(0)),
                true);
    }

    private static ReadPosition upTo(ReadPosition node, long number) {
        return new ReadPosition(
                number,
                node.missing().stream().filter(missing -> missing <= number).toList());
    }
}
