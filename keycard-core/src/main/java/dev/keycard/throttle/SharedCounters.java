package dev.keycard.throttle;

/** The counters that all nodes of a cluster share. Thread-safe. */
@FunctionalInterface
public interface SharedCounters {

    /**
     * Counters over the shared place.
     *
     * @param alone counts for this node while the shared place cannot be reached, so that sign-ins stay limited
     */
    Counters backedBy(Counters alone);
}
