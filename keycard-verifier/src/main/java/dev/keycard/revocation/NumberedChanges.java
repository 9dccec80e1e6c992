package dev.keycard.revocation;

import java.time.Instant;
import java.util.List;

/**
 * A source whose changes have numbers in the order in which they were made. Its own reader is right only where numbers become
 * visible in their order; other sources give a reader of theirs. Thread-safe. Methods throw a {@link RuntimeException} when the
 * source cannot answer.
 */
public interface NumberedChanges extends ChangeSource {

    /**
     * The visible changes after a number, in order, at most {@code limit} of them. Throws if some after that number were deleted:
     * a reader at that position has missed them, and cannot catch up.
     */
    List<RecordedChange> after(long sequence, int limit);

    /**
     * The number before that of the first change made at or after a moment; the last number if there is none; 0 at the beginning.
     */
    long lastBefore(Instant moment);

    @Override
    default ChangeReader readerSince(Instant moment) {
        return new OrderedReader(this, lastBefore(moment));
    }
}
