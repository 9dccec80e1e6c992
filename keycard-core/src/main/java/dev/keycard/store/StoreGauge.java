package dev.keycard.store;

/** Measures the size of a store. Thread-safe. */
public interface StoreGauge {

    /** Measures now, by a few small reads. Throws {@link StoreUnavailableException} if the store cannot answer. */
    StoreSize measure();

    /** The limits of the sizes. */
    SizeLimits limits();
}
