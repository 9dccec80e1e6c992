package dev.keycard.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderedEventsTest {

    private static final OrderedEvents.Check AT_ONCE = () -> null;

    private final List<Object> seen = Collections.synchronizedList(new ArrayList<>());
    private final OrderedEvents events = new OrderedEvents(1_000, seen::add);
    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void eventBehindACheck_holdsTheOthersBack() {
        CompletableFuture<String> check = new CompletableFuture<>();
        events.add(AT_ONCE, () -> seen.add("a"));
        events.add(() -> check, () -> seen.add("b"));
        events.add(() -> seen.add("c"));
        assertThat(seen).containsExactly("a");
        assertThat(events.isHeld()).isTrue();
        check.complete("passed");
        assertThat(seen).containsExactly("a", "b", "c");
        assertThat(events.isHeld()).isFalse();
    }

    @Test
    void refusedEvent_isLeftOut_andReported() {
        ApiError refusal = new ApiError(ErrorCode.TOKEN_NOT_VALID);
        CompletableFuture<String> check = new CompletableFuture<>();
        events.add(() -> check, () -> seen.add("b"));
        check.completeExceptionally(refusal);
        events.add(
                () -> {
                    throw refusal;
                },
                () -> seen.add("c"));
        assertThat(seen).containsExactly(refusal, refusal);
    }

    @Test
    void lastEvent_dropsWhatWaits_andCancelsTheCheck() {
        CompletableFuture<String> check = new CompletableFuture<>();
        events.add(() -> check, () -> seen.add("b"));
        events.add(() -> seen.add("c"));
        events.last(() -> seen.add("last"));
        events.add(() -> seen.add("d"));
        events.last(() -> seen.add("again"));
        assertThat(check).isCancelled();
        assertThat(seen).containsExactly("last");
    }

    @Test
    void eventThatAddsAnother_runsFirstToItsEnd() {
        events.add(() -> {
            events.add(() -> seen.add("inner"));
            seen.add("outer");
        });
        assertThat(seen).containsExactly("outer", "inner");
    }

    @Test
    void eventThatThrows_doesNotStopTheNext() {
        try {
            events.add(() -> {
                throw new IllegalStateException("a fault of the service");
            });
        } catch (IllegalStateException passedOn) {
            seen.add(passedOn.getMessage());
        }
        events.add(() -> seen.add("next"));
        assertThat(seen).containsExactly("a fault of the service", "next");
    }

    @Test
    void tooManyEvents_areRefused() {
        events.add(CompletableFuture::new, () -> {});
        for (int i = 0; i < 1_000; i++) {
            events.add(() -> {});
        }
        assertThat(seen).singleElement().isInstanceOf(ApiError.class);
    }

    /** Checks end on other threads, at any moment: all events run, in order, and never two at a time. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void eventsKeepTheirOrder_whereverTheirChecksEnd(long seed) throws InterruptedException {
        Random random = new Random(seed);
        int count = 900;
        CountDownLatch done = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            int number = i;
            OrderedEvents.Check check =
                    random.nextInt(3) == 0 ? () -> CompletableFuture.runAsync(Thread::yield, threads) : AT_ONCE;
            events.add(check, () -> {
                seen.add(number);
                done.countDown();
            });
        }
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(seen).isEqualTo(IntStream.range(0, count).boxed().toList());
    }
}
