package dev.keycard.gate;

import dev.keycard.api.Internal;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Makes the checks that may block, for adapters whose own threads must not block: on the threads of an executor. Only a limited
 * number waits for a thread or runs, so that a flood of requests cannot fill the memory. Thread-safe; never blocks.
 */
@Internal
public final class WaitingChecks {

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Executor executor;
    private final int most;
    private final AtomicInteger begun = new AtomicInteger();

    /** @param most how many checks may wait or run */
    public WaitingChecks(Executor executor, int most) {
        if (most < 1) {
            throw new IllegalArgumentException("at least one check must be able to wait");
        }
        this.executor = executor;
        this.most = most;
    }

    /**
     * The result of a check, or its exception; {@code unavailable} if too many are waiting. Completed on a thread of the
     * executor. If it is cancelled, a check that has not begun is left out; one that has begun is not interrupted, because it
     * may be writing. Until its turn comes, a cancelled check counts as waiting: it is in the queue of the executor.
     */
    public <T> CompletableFuture<T> make(Supplier<T> check) {
        CompletableFuture<T> result = new CompletableFuture<>();
        if (begun.incrementAndGet() > most) {
            begun.decrementAndGet();
            result.completeExceptionally(overloaded());
            return result;
        }
        try {
            executor.execute(() -> run(check, result));
        } catch (RejectedExecutionException full) {
            begun.decrementAndGet();
            result.completeExceptionally(overloaded());
        }
        return result;
    }

    /** The result is completed after the check no longer counts: what follows may take long. */
    private <T> void run(Supplier<T> check, CompletableFuture<T> result) {
        if (result.isDone()) {
            begun.decrementAndGet();
            return;
        }
        T value;
        try {
            value = check.get();
        } catch (RuntimeException | Error failed) {
            begun.decrementAndGet();
            result.completeExceptionally(failed);
            return;
        }
        begun.decrementAndGet();
        result.complete(value);
    }

    private static ApiError overloaded() {
        return ApiError.retryAfter(ErrorCode.UNAVAILABLE, RETRY);
    }
}
