package dev.keycard.change;

import dev.keycard.api.Internal;
import dev.keycard.revocation.RecordedChange;
import java.time.Duration;
import java.util.List;

/**
 * Receives changes soon after this node has learned them. Batches come one after the other; a sign of life
 * may come from another thread at the same time. Must be quick and must not throw, because others wait. Receiving a change
 * again does no harm.
 */
@Internal
public interface ChangeFollower {

    /**
     * Changes, and where the follower stands afterwards.
     *
     * @param changes in the order in which the node learned them
     */
    record Batch(List<RecordedChange> changes, Mark mark) {
        public Batch {
            changes = List.copyOf(changes);
        }
    }

    /**
     * Where a follower stands.
     *
     * @param cursor from which it can continue, on any node
     * @param age how old the node's view is: every change that was committed earlier was given
     * @param fresh whether the view is recent enough to decide from
     * @param clockMillis when that was the age, by a monotonic clock of this node
     */
    record Mark(ChangeCursor cursor, Duration age, boolean fresh, long clockMillis) {}

    /** Receives changes. */
    void onChanges(Batch batch);

    /** Receives a sign of life, about every {@link ChangeStream#TICK}. May block for the store. */
    void onTick(Mark mark);

    /** Nothing more comes: the node stops. */
    void onEnd();
}
