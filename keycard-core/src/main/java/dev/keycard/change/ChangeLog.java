package dev.keycard.change;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * The table of changes, written by the stores in the transaction of the act itself. Thread-safe. Methods throw
 * {@link dev.keycard.store.StoreUnavailableException} when the store cannot answer.
 */
public interface ChangeLog {

    /**
     * The changes after a sequence number, in order, at most {@code limit} of them. Never misses one that became visible late. Throws
     * {@link dev.keycard.store.StoreUnavailableException} if some after that number are forgotten already: whoever stands there has
     * missed them, and cannot catch up.
     */
    List<RecordedChange> after(long sequence, int limit);

    /** The greatest sequence number of the changes made before a moment; 0 if there are none. */
    long lastBefore(Instant moment);

    /**
     * Forgets changes made before a moment, the oldest first, at most so many. The latest change of all stays: it is where the nodes
     * stand.
     *
     * @return how many were forgotten
     */
    int purgeBefore(Instant moment, int limit);

    /**
     * Names the one who is told of the changes that this process commits, after they are durable and before the call that
     * made them returns. It is called on the committing thread: it must return quickly, and must not wait for I/O, for a lock that is
     * held during I/O, or for an application.
     */
    void onCommit(Consumer<List<Change>> listener);
}
