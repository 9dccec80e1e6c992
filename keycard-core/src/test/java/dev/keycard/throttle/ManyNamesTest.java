package dev.keycard.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.crypto.Entropy;
import dev.keycard.support.HandClock;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What more names than memory holds can do, and what they cannot. */
@Tag("long")
class ManyNamesTest {

    private static final Rate RATE = new Rate(10, Duration.ofMinutes(1));
    private static final int FLOOD = 1_200_000;
    private static final long MEGABYTE = 1 << 20;

    private final HandClock clock = new HandClock();
    private final LocalCounters counters = new LocalCounters(clock, Entropy.secure());

    @Test
    void floodOfNames_givesNoVictimANewAllowance_andTakesBoundedMemory() {
        long before = used();
        exhaust("victim");
        flood(FLOOD);

        assertThat(counters.take("victim", RATE).taken()).isFalse();
        assertThat(used() - before).isLessThan(128 * MEGABYTE);
    }

    @Test
    void floodOfNames_letsHardlyAnyoneWaitForNothing() {
        flood(FLOOD);
        int refused = 0;
        for (int i = 0; i < 1000; i++) {
            refused += counters.take("newcomer " + i, RATE).taken() ? 0 : 1;
        }

        assertThat(refused).isLessThan(50);
    }

    @Test
    void crowdedOutNames_areWholeAgain_twoPeriodsLaterAtTheLatest() {
        exhaust("victim");
        flood(FLOOD / 4);
        clock.advance(RATE.period().multipliedBy(2));

        assertThat(counters.take("victim", RATE).remaining()).isEqualTo(9);
    }

    @Test
    void guessesBetweenFloods_areNeverMoreThanTheLimit() {
        int guesses = 0;
        for (int round = 0; round < 30; round++) {
            guesses += counters.take("victim", RATE).taken() ? 1 : 0;
            flood(20_000);
        }

        assertThat(guesses).isLessThanOrEqualTo(RATE.limit());
    }

    @Test
    void longNames_takeNoMoreMemoryThanShortOnes() {
        long before = used();
        for (int i = 0; i < 2_000; i++) {
            counters.take("x".repeat(60_000) + i, RATE);
        }

        assertThat(used() - before).isLessThan(32 * MEGABYTE);
        assertThat(counters.take("x".repeat(60_000) + 7, RATE).remaining()).isEqualTo(8);
    }

    private int flooded;

    private void flood(int names) {
        for (int i = 0; i < names; i++) {
            counters.take("name " + flooded++, RATE);
        }
    }

    private void exhaust(String key) {
        for (int i = 0; i < RATE.limit(); i++) {
            assertThat(counters.take(key, RATE).taken()).isTrue();
        }
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
