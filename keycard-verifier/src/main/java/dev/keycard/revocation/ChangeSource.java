package dev.keycard.revocation;

import java.time.Instant;
import java.util.List;

/**
 * A source of changes in their order, such as a table or a stream. Thread-safe. Methods throw a {@link RuntimeException} when
 * the source cannot answer; the view of the reader then becomes older.
 */
public interface ChangeSource {

    /**
     * The changes after a sequence number, in order, at most {@code limit} of them. Never misses one that became visible late.
     * Throws if some changes after that number were deleted already: a reader at that position has missed them, and cannot catch
     * up.
     */
    List<RecordedChange> after(long sequence, int limit);

    /** The greatest sequence number of the changes made before a moment; 0 if there are none. */
    long lastBefore(Instant moment);
}
