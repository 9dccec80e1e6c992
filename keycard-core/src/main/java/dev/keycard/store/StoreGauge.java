package dev.keycard.store;

/** Tells how large a store is. Thread-safe. */
public interface StoreGauge {

    /** Measures now, in a few small reads. Throws {@link StoreUnavailableException} if the store cannot be asked. */
    StoreSize measure();

    /** The sizes that are watched. */
    SizeLimits limits();
}
