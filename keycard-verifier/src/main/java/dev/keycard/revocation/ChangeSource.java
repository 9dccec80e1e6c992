package dev.keycard.revocation;

import java.time.Instant;
import java.util.List;

/**
 * Where changes are read in their order: a table, or what a server sends. Thread-safe. Methods throw a {@link RuntimeException}
 * when the source cannot answer; the view of whoever reads it grows old then.
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
