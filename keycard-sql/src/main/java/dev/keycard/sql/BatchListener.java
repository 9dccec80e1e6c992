package dev.keycard.sql;

/** Learns how writing goes. Called on the writer's thread after each transaction: must be quick, and must not throw. */
@FunctionalInterface
public interface BatchListener {

    /**
     * A transaction is over.
     *
     * @param writes how many changes it held
     * @param nanos how long it took, from its beginning until it was durable or given up
     * @param committed whether it is durable
     */
    void finished(int writes, long nanos, boolean committed);
}
