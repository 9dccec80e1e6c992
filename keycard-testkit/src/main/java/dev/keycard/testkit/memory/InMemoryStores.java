package dev.keycard.testkit.memory;

import dev.keycard.Stores;
import dev.keycard.store.StorePolicy;

/**
 * Makes stores that keep everything in memory, for tests: {@code Keycard.builder(InMemoryStores.create())}. They pass the same
 * contracts as the stores in SQL: transactions, the change log, the audit, and races. Their content is lost with them, and
 * purged only on request; they are only for tests.
 *
 * <p>The stores are thread-safe, and several engines may share them, as processes share a database. They need no closing.
 */
public final class InMemoryStores {

    private InMemoryStores() {}

    /** Empty stores with the default {@link StorePolicy}. */
    public static Stores create() {
        return create(StorePolicy.defaults());
    }

    /** Empty stores that keep to a policy. */
    public static Stores create(StorePolicy policy) {
        Memory memory = new Memory();
        return new Stores(
                new MemoryUserStore(memory, policy),
                new MemoryLoginStore(memory),
                new MemoryApiTokenStore(memory, policy),
                new MemorySigningKeyStore(memory),
                new MemoryChangeLog(memory),
                new MemoryAuditStore(memory),
                new MemoryFamiliarAddressStore(memory),
                new MemoryMailChangeStore(memory),
                new MemoryAccountStore(memory),
                new MemoryGauge(policy.sizes()));
    }
}
