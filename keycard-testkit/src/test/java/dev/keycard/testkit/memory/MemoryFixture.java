package dev.keycard.testkit.memory;

import dev.keycard.Stores;
import dev.keycard.testkit.StoreFixture;

/** Stores in memory, as the contracts want them. */
record MemoryFixture(Stores stores) implements StoreFixture {

    @Override
    public void close() {}
}
