package dev.keycard.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.crypto.Entropy;
import dev.keycard.support.HandClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LocalCountersTest {

    private static final Rate RATE = new Rate(3, Duration.ofSeconds(20));

    private final HandClock clock = new HandClock();
    private final LocalCounters counters = new LocalCounters(clock, Entropy.secure());

    @Test
    void givesExactlyTheLimit_andThenTellsHowLongToWait() {
        assertThat(take()).isZero();
        clock.advance(Duration.ofSeconds(5));
        assertThat(take()).isZero();
        assertThat(take()).isZero();
        assertThat(take()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void isWholeAgain_exactlyWhenItSaidSo() {
        exhaust();
        clock.advance(take().minusMillis(1));
        assertThat(take()).isEqualTo(Duration.ofMillis(1));

        clock.advance(Duration.ofMillis(1));
        exhaust();
        assertThat(take()).isPositive();
    }

    @Test
    void refusedAttempts_costNothing() {
        exhaust();
        for (int i = 0; i < 100; i++) {
            assertThat(take()).isPositive();
        }
        clock.advance(RATE.period());

        exhaust();
    }

    @Test
    void countsEachKeyApart() {
        exhaust();

        assertThat(counters.take("other", RATE).taken()).isTrue();
    }

    @Test
    void givingBack_allowsOneMore() {
        Count count = counters.take("key", RATE);
        take();
        take();
        counters.giveBack("key", count);

        assertThat(take()).isZero();
        assertThat(take()).isPositive();
    }

    @Test
    void givingBackLate_raisesNoOtherPeriod() {
        Count count = counters.take("key", RATE);
        clock.advance(RATE.period());
        take();
        counters.giveBack("key", count);

        assertThat(counters.take("key", RATE).remaining()).isEqualTo(RATE.limit() - 2);
    }

    @Test
    void anotherRate_countsApart() {
        exhaust();
        Rate another = new Rate(5, RATE.period());

        assertThat(counters.take("key", another).remaining()).isEqualTo(4);
        assertThat(take()).isPositive();
    }

    @Test
    void tells_whatIsLeftAndForHowLong() {
        counters.take("key", RATE);
        clock.advance(Duration.ofSeconds(5));
        Count count = counters.take("key", RATE);

        assertThat(count.remaining()).isEqualTo(1);
        assertThat(count.reset()).isEqualTo(Duration.ofSeconds(15));
    }

    @Property(tries = 200)
    void givingBack_neverExceedsTheLimit(@ForAll @IntRange(max = 20) int times, @ForAll @IntRange(max = 3) int taken) {
        LocalCounters fresh = new LocalCounters(clock, Entropy.secure());
        for (int i = 0; i < taken; i++) {
            fresh.take("key", RATE);
        }
        Count count = new LocalCounters(clock, Entropy.secure()).take("key", RATE);
        for (int i = 0; i < times; i++) {
            fresh.giveBack("key", count);
        }
        int given = 0;
        while (fresh.take("key", RATE).taken()) {
            given++;
        }

        assertThat(given).isEqualTo(Math.min(RATE.limit(), RATE.limit() - taken + times));
    }

    @Test
    void settingTheClockBack_givesNothing() {
        exhaust();
        clock.set(HandClock.START.minusSeconds(3600));

        assertThat(take()).isPositive();
    }

    @Test
    void settingTheClockBack_makesNobodyWaitLonger() {
        exhaust();
        clock.advance(Duration.ofSeconds(5));
        assertThat(take()).isEqualTo(Duration.ofSeconds(15));
        clock.set(HandClock.START.minusSeconds(3600));
        assertThat(take()).isEqualTo(Duration.ofSeconds(15));

        clock.advance(Duration.ofSeconds(15));
        exhaust();
    }

    @Test
    void counts_theFastestRateThereIs() {
        Rate fastest = new Rate(999_999_999, Duration.ofSeconds(1));

        assertThat(counters.take("fast", fastest).taken()).isTrue();
    }

    @Test
    void givesExactlyTheLimit_to64Threads_inEachPeriod() throws Exception {
        Rate rate = new Rate(1000, Duration.ofMinutes(1));
        ExecutorService threads = Executors.newFixedThreadPool(64);
        try {
            for (int period = 0; period < 5; period++) {
                assertThat(takenBy(threads, rate)).isEqualTo(1000);
                clock.advance(rate.period());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private long takenBy(ExecutorService threads, Rate rate) throws Exception {
        CyclicBarrier start = new CyclicBarrier(64);
        Callable<Integer> contender = () -> {
            start.await(30, TimeUnit.SECONDS);
            int taken = 0;
            for (int i = 0; i < 50; i++) {
                taken += counters.take("contended", rate).taken() ? 1 : 0;
            }
            return taken;
        };
        List<Future<Integer>> running = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            running.add(threads.submit(contender));
        }
        long taken = 0;
        for (Future<Integer> future : running) {
            taken += future.get(30, TimeUnit.SECONDS);
        }
        return taken;
    }

    /** Zero if one was taken, else how long to wait. */
    private Duration take() {
        Count count = counters.take("key", RATE);
        return count.taken() ? Duration.ZERO : count.reset();
    }

    private void exhaust() {
        for (int i = 0; i < RATE.limit(); i++) {
            assertThat(take()).isZero();
        }
    }
}
