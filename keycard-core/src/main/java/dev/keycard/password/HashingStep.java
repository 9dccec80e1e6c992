package dev.keycard.password;

import java.util.concurrent.Callable;

/**
 * One stretch of hashing that runs on a thread without waiting for anything. A check that has to compute hashes with memory of
 * very different sizes has several: between them it waits in the queue and not on a thread.
 *
 * @param sharedKib how much of the memory that hashes of other costs share it takes, in KiB
 */
record HashingStep<T>(int sharedKib, Callable<Outcome<T>> work) {

    /** What a step came to. */
    sealed interface Outcome<T> {}

    /** The result. */
    record Done<T>(T result) implements Outcome<T> {}

    /** There is more to compute. */
    record More<T>(HashingStep<T> next) implements Outcome<T> {}

    /** A single step without shared memory. */
    static <T> HashingStep<T> only(Callable<T> work) {
        return new HashingStep<>(0, () -> new Done<>(work.call()));
    }
}
