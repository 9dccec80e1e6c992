package dev.keycard.web.changes;

import dev.keycard.change.ChangePages.Page;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Changes as server-sent events: the page that the client missed, then each change as it is learned, and the age of the view.
 */
final class EventStream extends Waiting {

    private final Page page;
    private final @Nullable Instant horizon;
    private final long endOfLife;

    /** @param horizon since when a client that begins gets all changes; null if it goes on from a cursor */
    EventStream(Streams streams, String token, Page page, @Nullable Instant horizon) {
        super(streams, token);
        this.page = page;
        this.horizon = horizon;
        this.endOfLife = streams.endOfLife();
    }

    /** After a page that others follow, the client comes back for those, and learns no age before it has them all. */
    @Override
    void begin() {
        send(EventText.utf8(EventText.opening(streams().changes().clockMillis(), horizon) + EventText.page(page)));
        // The age first: what was read until then is in what follows.
        Mark mark = streams().changes().mark();
        if (page.more() || !follow(page.next())) {
            end();
        } else {
            send(streams().text().of(mark));
        }
    }

    @Override
    public void onChanges(Batch batch) {
        if (!batch.changes().isEmpty()) {
            send(streams().text().of(batch));
        }
    }

    @Override
    void tick(Mark mark) {
        send(streams().text().of(mark));
        if (streams().now() - endOfLife >= 0) {
            end();
        }
    }
}
