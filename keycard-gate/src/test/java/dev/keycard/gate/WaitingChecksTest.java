package dev.keycard.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WaitingChecksTest {

    private final Deque<Runnable> queue = new ArrayDeque<>();
    private final WaitingChecks checks = new WaitingChecks(queue::add, 2);

    @Test
    void resultAndException_ofACheck_arePassedOn() {
        CompletableFuture<String> good = checks.make(() -> "good");
        CompletableFuture<String> bad = checks.make(() -> {
            throw new ApiError(ErrorCode.TOKEN_NOT_VALID);
        });
        assertThat(good).isNotDone();
        queue.remove().run();
        queue.remove().run();
        assertThat(good).isCompletedWithValue("good");
        assertRefused(bad, ErrorCode.TOKEN_NOT_VALID);
    }

    @Test
    void tooManyChecks_areRefusedAtOnce_untilOneHasEnded() {
        CompletableFuture<String> first = checks.make(() -> "first");
        assertThat(checks.make(() -> "second")).isNotDone();
        assertRefused(checks.make(() -> "third"), ErrorCode.UNAVAILABLE);
        assertThat(queue).hasSize(2);
        queue.remove().run();
        assertThat(first).isDone();
        assertThat(checks.make(() -> "fourth")).isNotDone();
    }

    @Test
    void cancelledCheck_isLeftOut_andCountsUntilItsTurn() {
        AtomicInteger made = new AtomicInteger();
        checks.make(made::incrementAndGet).cancel(false);
        assertThat(checks.make(made::incrementAndGet)).isNotDone();
        assertRefused(checks.make(made::incrementAndGet), ErrorCode.UNAVAILABLE);
        queue.remove().run();
        assertThat(made).hasValue(0);
        assertThat(checks.make(made::incrementAndGet)).isNotDone();
        assertThat(queue).hasSize(2);
    }

    @Test
    void whatFollowsACheck_findsItsPlaceFree() {
        WaitingChecks one = new WaitingChecks(queue::add, 1);
        CompletableFuture<String> next = one.make(() -> "first").thenCompose(first -> one.make(() -> "second"));
        queue.remove().run();
        queue.remove().run();
        assertThat(next).isCompletedWithValue("second");
    }

    @Test
    void fullExecutor_refuses_andNothingIsCounted() {
        WaitingChecks full = new WaitingChecks(
                task -> {
                    throw new RejectedExecutionException();
                },
                1);
        assertRefused(full.make(() -> "first"), ErrorCode.UNAVAILABLE);
        assertRefused(full.make(() -> "second"), ErrorCode.UNAVAILABLE);
    }

    @Test
    void limitOfNone_isRefused() {
        assertThatThrownBy(() -> new WaitingChecks(Runnable::run, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertRefused(CompletableFuture<?> result, ErrorCode code) {
        assertThat(result).isCompletedExceptionally();
        assertThatThrownBy(result::join)
                .cause()
                .isInstanceOfSatisfying(
                        ApiError.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
