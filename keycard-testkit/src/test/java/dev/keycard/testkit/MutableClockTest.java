package dev.keycard.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class MutableClockTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final MutableClock clock = new MutableClock(START);

    @Test
    void stands_stillByItself() {
        assertThat(clock.instant()).isEqualTo(START);
        assertThat(clock.nanoTime()).isZero();
    }

    @Test
    void advance_movesWallTimeAndTicks() {
        clock.advance(Duration.ofMillis(1500));

        assertThat(clock.instant()).isEqualTo(START.plusMillis(1500));
        assertThat(clock.nanoTime()).isEqualTo(1_500_000_000L);
    }

    @Test
    void set_stepsTheWallTimeAlone() {
        clock.advance(Duration.ofSeconds(1));
        clock.set(START.minusSeconds(60));

        assertThat(clock.instant()).isEqualTo(START.minusSeconds(60));
        assertThat(clock.nanoTime()).isEqualTo(1_000_000_000L);
    }

    @Test
    void viewInAnotherZone_movesToo() {
        Clock view = clock.withZone(ZoneId.of("Europe/Vienna"));
        clock.advance(Duration.ofHours(1));

        assertThat(view.instant()).isEqualTo(START.plusSeconds(3600));
        assertThat(view.getZone()).isEqualTo(ZoneId.of("Europe/Vienna"));
        assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
    }

    @Test
    void refuses_timeThatPassesBackwards() {
        assertThatThrownBy(() -> clock.advance(Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThat(clock.instant()).isEqualTo(START);
    }
}
