package dev.keycard.change;

import dev.keycard.api.Internal;
import dev.keycard.revocation.ChangeFeed;
import dev.keycard.revocation.NumberedChanges;

/**
 * Whether credentials can be verified now: the store answers, and the view of what other nodes changed is recent. Thread-safe.
 *
 * @param feed the view
 * @param log the changes in the store
 */
@Internal
public record Readiness(ChangeFeed feed, NumberedChanges log) {

    /** Reads the store once, and throws what the store throws if it does not answer. */
    public boolean isReady() {
        log.after(Long.MAX_VALUE, 1);
        return feed.isFresh();
    }
}
