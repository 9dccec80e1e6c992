package dev.keycard.web.changes;

import dev.keycard.change.ChangeCursor;
import dev.keycard.change.ChangePages;
import dev.keycard.change.ChangePages.Page;
import dev.keycard.revocation.RecordedChange;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one receiver of security events has acknowledged, as this node remembers it: a position in the change log, and what was
 * delivered since and not acknowledged. Thread-safe; blocks for the store.
 */
final class EventReceiver {

    /** How far back a node goes for a receiver that it does not remember. */
    static final Duration LOOK_BACK = Duration.ofHours(1);

    private static final int MOST_UNACKNOWLEDGED = 1_000;
    private static final int MOST_PAGES = 20;

    /**
     * Events for one answer.
     *
     * @param events by their {@code jti}
     * @param after where to wait for more
     */
    record Delivery(Map<String, RecordedChange> events, boolean more, ChangeCursor after) {}

    private final ChangePages pages;
    private final SecurityEvents tokens;
    private final InstantSource clock;
    private final Map<String, RecordedChange> unacknowledged = new LinkedHashMap<>();
    private @Nullable ChangeCursor position;
    private boolean more = true;

    EventReceiver(ChangePages pages, SecurityEvents tokens, InstantSource clock) {
        this.pages = pages;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** These need not be delivered again. */
    synchronized void acknowledge(Collection<String> names) {
        unacknowledged.keySet().removeAll(names);
    }

    /** What was not acknowledged, the oldest first, and what is new. */
    synchronized Delivery next(int most) {
        ChangeCursor reached = read(most);
        Map<String, RecordedChange> events = unacknowledged.entrySet().stream()
                .limit(most)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new));
        return new Delivery(events, more || unacknowledged.size() > events.size(), reached);
    }

    private ChangeCursor read(int most) {
        ChangeCursor reached = position;
        int room = Math.min(most, MOST_UNACKNOWLEDGED);
        for (int i = 0; i < MOST_PAGES && (reached == null || unacknowledged.size() < room); i++) {
            Page page = page(reached);
            keep(page.changes());
            reached = page.next();
            more = page.more();
            if (!more) {
                break;
            }
        }
        position = reached;
        if (reached == null) {
            throw new IllegalStateException("at least one page is read");
        }
        return reached;
    }

    /** A position that the log does not reach back to any more is given up for the usual look back. */
    private Page page(@Nullable ChangeCursor from) {
        Instant begin = clock.instant().minus(LOOK_BACK);
        return from == null
                ? pages.since(begin, ChangesEndpoint.PAGE)
                : pages.after(from, ChangesEndpoint.PAGE).orElseGet(() -> pages.since(begin, ChangesEndpoint.PAGE));
    }

    private void keep(List<RecordedChange> changes) {
        for (RecordedChange change : changes) {
            if (tokens.tell(change.change())) {
                unacknowledged.put(SecurityEvents.jti(change), change);
            }
        }
    }
}
