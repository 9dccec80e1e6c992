package dev.keycard.password;

import java.util.concurrent.Callable;

/**
 * One step of hashing that runs on a thread without blocking. A check that computes hashes with very different sizes of memory
 * has several steps: between them it waits in the queue and not on a thread.
 *
 * @param sharedKib how much of the memory that hashes of other costs share it needs, in KiB
 */
record HashingStep<T>(int sharedKib, Callable<Outcome<T>> work) {

    /** The result of a step. */
    sealed interface Outcome<T> {}

    /** The result. */
    record Done<T>(T result) implements Outcome<T> {}

    /** There is another step. */
    record More<T>(HashingStep<T> next) implements Outcome<T> {}

    /** A single step without shared memory. */
    static <T> HashingStep<T> only(Callable<T> work) {
        return new HashingStep<>(0, () -> new Done<>(work.call()));
    }
}
