package dev.keycard;

import dev.keycard.change.ChangeSignal;
import dev.keycard.throttle.SharedCounters;
import org.jspecify.annotations.Nullable;

/**
 * What the nodes of a cluster share beside the database. Immutable; its parts are thread-safe. The caller closes them, after
 * the engine.
 *
 * @param counters counts sign-ins and requests of all nodes; null if each engine has its own counters
 * @param signal wakes the other nodes after a change
 */
public record Cluster(@Nullable SharedCounters counters, ChangeSignal signal) {

    /** Nodes that share only the database. */
    public static final Cluster DATABASE_ONLY = new Cluster(null, ChangeSignal.NONE);

    /** The same with counters of all nodes. */
    public Cluster withCounters(SharedCounters shared) {
        return new Cluster(shared, signal);
    }

    /** The same with a signal after changes. */
    public Cluster withSignal(ChangeSignal other) {
        return new Cluster(counters, other);
    }
}
