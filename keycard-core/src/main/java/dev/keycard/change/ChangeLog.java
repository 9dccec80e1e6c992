package dev.keycard.change;

import dev.keycard.revocation.Change;
import dev.keycard.revocation.NumberedChanges;
import dev.keycard.revocation.RecordedChange;
import dev.keycard.store.Subscription;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The table of changes, written by the stores in the transaction of the act itself. Thread-safe. Methods throw
 * {@link dev.keycard.store.StoreUnavailableException} when the store cannot answer.
 */
public interface ChangeLog extends NumberedChanges {

    /**
     * {@inheritDoc}
     *
     * @throws dev.keycard.store.StoreUnavailableException if the store cannot answer, or some changes after that number were
     *     deleted
     */
    @Override
    List<RecordedChange> after(long sequence, int limit);

    /** The change with that number, if it is visible and was not purged. */
    Optional<RecordedChange> find(long sequence);

    /**
     * Purges changes made before a moment, the oldest first, at most {@code limit} of them. The latest change is kept, because
     * it is the position of the nodes.
     *
     * @return how many were purged
     */
    int purgeBefore(Instant moment, int limit);

    /**
     * Adds a listener that receives the changes that are committed through the stores of this log, after they are durable and
     * before the call that made them returns. Listeners do not replace each other: each engine over the stores adds one. It is
     * called on the committing thread: it must return quickly, and must not wait for I/O, for a lock that is held during I/O,
     * or for an application.
     */
    Subscription onCommit(Consumer<List<Change>> listener);
}
