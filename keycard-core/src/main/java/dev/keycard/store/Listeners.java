package dev.keycard.store;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners of one kind of event, each added and removed on its own: several engines listen to one store. For
 * implementations of stores. Thread-safe.
 */
public final class Listeners<L> {

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    /** Two additions of one listener are two entries. */
    private static final class Entry<L> {

        private final L listener;

        Entry(L listener) {
            this.listener = listener;
        }
    }

    private final List<Entry<L>> entries = new CopyOnWriteArrayList<>();
    private final String events;

    /** @param events the name of the events, in the plural, for the log */
    public Listeners(String events) {
        this.events = events;
    }

    /** Adds a listener, which is called after those that were added before it. */
    public Subscription add(L listener) {
        Entry<L> entry = new Entry<>(listener);
        entries.add(entry);
        return () -> entries.remove(entry);
    }

    /**
     * Calls each listener. If one throws, the exception is logged and the others are called: the event is durable, and a
     * failure of a listener must not look like a failed write.
     */
    public void tell(Consumer<L> call) {
        offer(listener -> {
            call.accept(listener);
            return false;
        });
    }

    /** Calls each listener until one takes the event. One that throws has not taken it; that is logged. */
    @SuppressWarnings("CatchingUnchecked")
    public void offer(Predicate<L> call) {
        for (Entry<L> entry : entries) {
            try {
                if (call.test(entry.listener)) {
                    return;
                }
            } catch (RuntimeException | Error fault) {
                LOG.atError().setCause(fault).log("a listener of {} failed; the database has them", events);
            }
        }
    }
}
