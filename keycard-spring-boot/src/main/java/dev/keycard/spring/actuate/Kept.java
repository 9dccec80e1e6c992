package dev.keycard.spring.actuate;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps a result, or the failure to make one, for some time, so that requests cannot cause work without end. Thread-safe. */
final class Kept<T> {

    private final Duration kept;
    private final LongSupplier nanoClock;
    private final Supplier<T> make;
    private final ReentrantLock making = new ReentrantLock();
    private volatile @Nullable Result<T> last;

    Kept(Duration kept, LongSupplier nanoClock, Supplier<T> make) {
        this.kept = kept;
        this.nanoClock = nanoClock;
        this.make = make;
    }

    /** One of both is null. */
    private record Result<T>(
            long at, @Nullable T value, @Nullable RuntimeException failure) {

        T get() {
            if (value == null) {
                throw failure == null ? new IllegalStateException("nothing was made") : failure;
            }
            return value;
        }
    }

    /** The kept result, or a new one; waits while another caller makes it. */
    T get() {
        Result<T> known = last;
        if (known != null && isRecent(known)) {
            return known.get();
        }
        making.lock();
        return make();
    }

    /** The same, but the last one while another caller makes a new one. */
    T getOrLast() {
        Result<T> known = last;
        if (known == null || isRecent(known)) {
            return get();
        }
        return making.tryLock() ? make() : known.get();
    }

    private boolean isRecent(Result<T> known) {
        return nanoClock.getAsLong() - known.at() < kept.toNanos();
    }

    /** The lock is held. */
    private T make() {
        try {
            Result<T> known = last;
            if (known == null || !isRecent(known)) {
                known = made();
                last = known;
            }
            return known.get();
        } finally {
            making.unlock();
        }
    }

    private Result<T> made() {
        try {
            T value = make.get();
            return new Result<>(nanoClock.getAsLong(), value, null);
        } catch (RuntimeException failed) {
            return new Result<>(nanoClock.getAsLong(), null, failed);
        }
    }
}
