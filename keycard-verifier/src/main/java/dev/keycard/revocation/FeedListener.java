package dev.keycard.revocation;

import dev.keycard.api.Internal;
import java.time.Instant;

/** Receives what the feed learns besides the changes themselves. Methods must be quick and must not throw. */
@Internal
public interface FeedListener {

    /** A change was made at that moment, by the clock of another node or of the database. Called before the change. */
    default void timeSeen(Instant moment) {}

    /**
     * Changes may have been missed, so nothing that is in memory may be relied on any more. Called before the feed begins to read
     * again.
     */
    void restarted();
}
