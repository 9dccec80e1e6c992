package dev.keycard.audit;

import dev.keycard.store.Page;
import dev.keycard.store.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where events rest. They are only added, and in the end forgotten from the oldest on; none is ever changed. The stores write
 * acts here by themselves, in the transaction of the act. Thread-safe. Methods throw
 * {@link dev.keycard.store.StoreUnavailableException} when the store cannot answer.
 */
public interface AuditStore {

    /** Writes observations, all or none. */
    void append(List<AuthEvent.Observation> observations);

    /** The entries in the order of writing that the filter lets through. */
    Page<AuditEntry> list(AuditFilter filter, PageRequest page);

    /**
     * Forgets entries that were written before a moment, the oldest first, at most so many.
     *
     * @return how many were forgotten
     */
    int purgeBefore(Instant moment, int limit);

    /**
     * Names the one who is told of the acts that this process commits, after they are durable and before the call that did them
     * returns. It is called on the thread that asked for the act, never on the committing one, and must not throw.
     */
    void onCommit(Consumer<AuthEvent> listener);
}
