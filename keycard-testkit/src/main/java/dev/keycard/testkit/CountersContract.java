package dev.keycard.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.throttle.Count;
import dev.keycard.throttle.Counters;
import dev.keycard.throttle.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What all {@link Counters} do. The test of an implementation extends this class. Counters that nodes share are opened
 * twice, as on two nodes; the others may return the same object twice.
 */
public abstract class CountersContract {

    private static final Rate RATE = new Rate(3, Duration.ofMinutes(20));

    /** More than the real time that passes within a test, in which a clock may not stand still. */
    private static final Duration LEEWAY = Duration.ofMinutes(2);

    private Counters counters = unopened();
    private Counters otherNode = unopened();

    /** Counters that have not counted anything yet. */
    protected abstract Counters openCounters();

    /** The same counters, as another node has them. */
    protected abstract Counters onAnotherNode(Counters opened);

    /** Lets time pass for the counters. */
    protected abstract void pass(Duration time);

    @BeforeEach
    void open() {
        counters = openCounters();
        otherNode = onAnotherNode(counters);
    }

    @Test
    void givesExactlyTheLimit_andThenTellsHowLongToWait() {
        exhaust();
        pass(Duration.ofMinutes(5));
        Count refused = otherNode.take("key", RATE);

        assertThat(refused.taken()).isFalse();
        assertThat(refused.rate()).isEqualTo(RATE);
        assertThat(refused.remaining()).isZero();
        assertAbout(refused.reset(), Duration.ofMinutes(15));
    }

    @Test
    void isWholeAgain_whenItSaidSo() {
        exhaust();
        pass(RATE.period().minus(LEEWAY));
        Count refused = counters.take("key", RATE);
        assertThat(refused.taken()).isFalse();

        pass(refused.reset());
        exhaust();
    }

    @Test
    void refusedAttempts_costNothing() {
        exhaust();
        for (int i = 0; i < 100; i++) {
            assertThat(takes(counters)).isFalse();
        }
        pass(RATE.period());

        exhaust();
    }

    @Test
    void countsEachKeyAndEachRateApart() {
        exhaust();
        Rate another = new Rate(5, RATE.period());
        Rate longer = new Rate(3, RATE.period().plusSeconds(1));

        assertThat(counters.take("other", RATE).remaining()).isEqualTo(2);
        assertThat(counters.take("key", another).remaining()).isEqualTo(4);
        assertThat(counters.take("key", longer).remaining()).isEqualTo(2);
        assertThat(takes(counters)).isFalse();
    }

    @Test
    void tells_whatIsLeftAndForHowLong() {
        Count first = counters.take("key", RATE);
        pass(Duration.ofMinutes(5));
        Count second = otherNode.take("key", RATE);

        assertThat(first.taken()).isTrue();
        assertThat(first.remaining()).isEqualTo(2);
        assertAbout(first.reset(), RATE.period());
        assertThat(second.remaining()).isEqualTo(1);
        assertAbout(second.reset(), Duration.ofMinutes(15));
    }

    @Test
    void countsOfOnePeriod_nameIt_andThoseOfTheNextNameAnother() {
        Count first = counters.take("key", RATE);
        Count second = otherNode.take("key", RATE);
        pass(RATE.period());

        assertThat(second.period()).isEqualTo(first.period());
        assertThat(counters.take("key", RATE).period()).isNotEqualTo(first.period());
    }

    @Test
    void keyThatWasNotUsedForLong_isWhole() {
        exhaust();
        pass(RATE.period().multipliedBy(10));

        exhaust();
    }

    @Test
    void givingBack_allowsOneMore() {
        Count count = counters.take("key", RATE);
        takes(counters);
        takes(otherNode);
        counters.giveBack("key", count);

        assertThat(takes(counters)).isTrue();
        assertThat(takes(counters)).isFalse();
        assertThat(takes(otherNode)).isFalse();
    }

    @Test
    void givingBackWhatWasNotTaken_changesNothing() {
        exhaust();
        counters.giveBack("key", counters.take("key", RATE));
        counters.giveBack("never used", counters.take("key", RATE));

        assertThat(takes(counters)).isFalse();
        assertThat(counters.take("never used", RATE).remaining()).isEqualTo(2);
    }

    @Test
    void givingBackLate_raisesNoOtherPeriod() {
        Count count = counters.take("key", RATE);
        pass(RATE.period());
        takes(counters);
        counters.giveBack("key", count);

        assertThat(counters.take("key", RATE).remaining()).isEqualTo(RATE.limit() - 2);
    }

    @Test
    void givingBackMoreThanWasTaken_doesNotRaiseTheLimit() {
        Count count = counters.take("key", RATE);
        for (int i = 0; i < 10; i++) {
            counters.giveBack("key", count);
        }

        exhaust();
    }

    @Test
    void counts_theFastestAndTheSlowestRate() {
        Rate fastest = new Rate(999_999_999, Duration.ofSeconds(1));
        Rate slowest = new Rate(1, Duration.ofDays(30));

        assertThat(counters.take("fast", fastest).remaining()).isEqualTo(999_999_998);
        assertThat(counters.take("slow", slowest).taken()).isTrue();
        assertAbout(counters.take("slow", slowest).reset(), Duration.ofDays(30));
    }

    @Test
    void anyTextIsAKey() {
        List<String> keys = List.of("", " ", "a\nb", "a\0b", "{a}", "ключ/🗝", "\ud800", "x".repeat(100_000));
        for (String key : keys) {
            assertThat(counters.take(key, RATE).remaining()).isEqualTo(2);
            assertThat(otherNode.take(key, RATE).remaining()).isEqualTo(1);
        }
    }

    @Test
    void threadsOnTwoNodes_getExactlyTheLimit() throws Exception {
        Rate rate = new Rate(500, Duration.ofMinutes(20));
        try (Race race = new Race(16)) {
            for (int period = 0; period < 3; period++) {
                List<Integer> taken = race.run(contender -> takings(node(contender), rate, 60));

                assertThat(taken.stream().mapToInt(Integer::intValue).sum()).isEqualTo(500);
                pass(rate.period());
            }
        }
    }

    /** What is held at one moment never exceeds the limit, and all of it can be used in the end. */
    @Test
    void threadsThatGiveBack_neverHoldMoreThanTheLimit() throws Exception {
        Rate rate = new Rate(5, Duration.ofMinutes(20));
        AtomicInteger held = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (Race race = new Race(8)) {
            race.run(contender -> borrowings(node(contender), rate, held, most));
        }
        takes(counters);
        takes(otherNode); // what a node gave back before is seen by all nodes when it gets the next answer
        int left = 0;
        while (counters.take("contended", rate).taken()) {
            left++;
        }

        assertThat(most.get()).isBetween(1, 5);
        assertThat(left).isEqualTo(5);
    }

    private static Callable<Integer> takings(Counters node, Rate rate, int attempts) {
        return () -> {
            int taken = 0;
            for (int i = 0; i < attempts; i++) {
                taken += node.take("contended", rate).taken() ? 1 : 0;
            }
            return taken;
        };
    }

    private static Callable<Integer> borrowings(Counters node, Rate rate, AtomicInteger held, AtomicInteger most) {
        return () -> {
            List<Count> own = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                Count count = node.take("contended", rate);
                if (count.taken()) {
                    most.accumulateAndGet(held.incrementAndGet(), Math::max);
                    own.add(count);
                }
                if (!own.isEmpty()) {
                    held.decrementAndGet();
                    node.giveBack("contended", own.remove(0));
                }
            }
            return own.size();
        };
    }

    private Counters node(int contender) {
        return contender % 2 == 0 ? counters : otherNode;
    }

    private static boolean takes(Counters node) {
        return node.take("key", RATE).taken();
    }

    private void exhaust() {
        assertThat(takes(counters)).isTrue();
        assertThat(takes(otherNode)).isTrue();
        assertThat(takes(counters)).isTrue();
        assertThat(takes(otherNode)).isFalse();
    }

    private static void assertAbout(Duration actual, Duration expected) {
        assertThat(actual).isBetween(expected.minus(LEEWAY), expected).isPositive();
    }

    private static Counters unopened() {
        return new Counters() {
            @Override
            public Count take(String key, Rate rate) {
                throw new IllegalStateException("not opened");
            }

            @Override
            public void giveBack(String key, Count count) {
                throw new IllegalStateException("not opened");
            }
        };
    }
}
