package dev.keycard.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.health.contributor.Status;

/** What requests cause is made once in a while, whether it succeeds or not. */
class KeptTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger made = new AtomicInteger();

    @Test
    void result_isKept() {
        Kept<Integer> kept = new Kept<>(SECOND, now::get, made::incrementAndGet);
        assertThat(kept.get()).isEqualTo(1);
        now.addAndGet(SECOND.toNanos() - 1);
        assertThat(kept.getOrLast()).isEqualTo(1);
        now.addAndGet(1);
        assertThat(kept.getOrLast()).isEqualTo(2);
    }

    @Test
    void failure_isKeptToo() {
        Kept<Integer> kept = new Kept<>(SECOND, now::get, () -> {
            throw new IllegalStateException("failure " + made.incrementAndGet());
        });
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(kept::getOrLast).hasMessage("failure 1");
        }
        now.addAndGet(SECOND.toNanos());
        assertThatThrownBy(kept::get).hasMessage("failure 2");
    }

    @Test
    @Timeout(20)
    void lastResult_isGiven_whileAnotherIsMade() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Kept<Integer> kept = new Kept<>(SECOND, now::get, () -> {
            if (made.get() == 1) {
                begun.countDown();
                await(end);
            }
            return made.incrementAndGet();
        });
        assertThat(kept.getOrLast()).isEqualTo(1);
        now.addAndGet(SECOND.toNanos());
        Thread maker = new Thread(kept::getOrLast);
        maker.start();
        begun.await();
        assertThat(kept.getOrLast()).isEqualTo(1);
        end.countDown();
        maker.join();
        assertThat(kept.getOrLast()).isEqualTo(2);
    }

    @Test
    void health_asksTheStoreOnceASecond() {
        KeycardHealth health = new KeycardHealth(() -> made.incrementAndGet() == 1, () -> Duration.ZERO, now::get);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        now.addAndGet(SECOND.toNanos());
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
