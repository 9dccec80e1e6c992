package dev.keycard.audit;

import dev.keycard.store.Page;
import dev.keycard.store.PageRequest;
import dev.keycard.store.Subscription;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The log of events. Entries are added, and purged from the oldest on; none is ever changed. The stores write acts here by
 * themselves, in the transaction of the act. Thread-safe. Methods throw
 * {@link dev.keycard.store.StoreUnavailableException} when the store cannot answer.
 */
public interface AuditStore {

    /** Writes observations, all or none. */
    void append(List<AuthEvent.Observation> observations);

    /** The entries that match the filter, in the order of writing. */
    Page<AuditEntry> list(AuditFilter filter, PageRequest page);

    /**
     * Purges entries that were written before a moment, the oldest first, at most {@code limit} of them.
     *
     * @return how many were purged
     */
    int purgeBefore(Instant moment, int limit);

    /**
     * Adds a listener that receives the acts that are committed through the stores of this audit, after they are durable and
     * before the call that did them returns. Listeners do not replace each other: each engine over the stores adds one. It is
     * called on the thread of the caller, never on the committing one, and must not throw.
     */
    Subscription onCommit(Consumer<AuthEvent> listener);

    /**
     * Adds a taker of acts, as {@link #onCommit} adds a listener. Each act is offered to the takers in the order in which they
     * were added, until one returns true. So what shall be done once about an act, such as a mail, is done by one engine, however
     * many are over the stores.
     */
    Subscription offerOnCommit(Predicate<AuthEvent> taker);
}
