package dev.keycard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.support.HandClock;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

    @Test
    void clock_showsWholeMilliseconds() {
        HandClock exact = new HandClock();
        exact.advance(Duration.ofNanos(1_999_999));
        Environment system = Environment.system();
        InstantSource clock = system.withClock(exact, exact::nanoTime).clock();

        assertThat(clock.instant()).isEqualTo(HandClock.START.plusMillis(1));
        assertThat(clock.millis()).isEqualTo(HandClock.START.toEpochMilli() + 1);
    }
}
