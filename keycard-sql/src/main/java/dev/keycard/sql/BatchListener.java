package dev.keycard.sql;

import dev.keycard.api.Internal;

/** Receives the outcome of each transaction. Called on the writer's thread: it must be quick. */
@Internal
@FunctionalInterface
public interface BatchListener {

    /**
     * Called when a transaction has ended.
     *
     * @param writes how many changes it held
     * @param nanos how long it took, from its beginning until it was durable or had failed
     * @param committed whether it is durable
     */
    void finished(int writes, long nanos, boolean committed);
}
