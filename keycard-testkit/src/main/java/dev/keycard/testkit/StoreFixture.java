package dev.keycard.testkit;

import dev.keycard.Stores;

/**
 * The stores under test, all over one database that was empty when the fixture was made. One fixture serves one test;
 * {@link #close()} gives back what it holds.
 */
public interface StoreFixture extends AutoCloseable {

    /** Stores that reserve the scope {@code deploy}, besides Keycard's own. */
    Stores stores();

    /** Whether these stores run each transaction twice, as if it had conflicted once: then a guard is asked twice. */
    default boolean repeatTransactions() {
        return false;
    }

    @Override
    void close();
}
