package dev.keycard.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Requests to the endpoints take no thread from checks, and more of them begin than can wait for hashes. */
class ReactiveThreadsTest {

    @Test
    void fullEndpoints_delayNoCheck() throws InterruptedException {
        ReactiveThreads threads = new ReactiveThreads(17);
        assertThat(threads.mostRequests()).isGreaterThan(17);
        CountDownLatch begun = new CountDownLatch(threads.mostRequests());
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch checked = new CountDownLatch(1);
        for (int i = 0; i < threads.mostRequests(); i++) {
            threads.endpoints().schedule(() -> {
                begun.countDown();
                await(end);
            });
        }
        assertThat(begun.await(20, TimeUnit.SECONDS)).as("each has a thread").isTrue();
        threads.checks().schedule(checked::countDown);
        assertThat(checked.await(20, TimeUnit.SECONDS)).isTrue();
        end.countDown();
        threads.destroy();
        assertThat(threads.checks().isDisposed()).isTrue();
        assertThat(threads.endpoints().isDisposed()).isTrue();
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
