package dev.keycard.testkit.memory;

import dev.keycard.store.SizeLimits;
import dev.keycard.store.StoreGauge;
import dev.keycard.store.StoreSize;

/** Stores in memory take no room on a disk. */
record MemoryGauge(SizeLimits limits) implements StoreGauge {

    @Override
    public StoreSize measure() {
        return new StoreSize(0, 0, Long.MAX_VALUE);
    }
}
