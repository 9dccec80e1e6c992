package dev.keycard.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.testkit.MutableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HttpDateTest {

    private final MutableClock clock = new MutableClock(Instant.parse("1994-11-06T08:49:37.999Z"));
    private final HttpDate date = new HttpDate(clock);

    @Test
    void writesTheFormOfRfc9110() {
        assertThat(date.now()).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
    }

    @Test
    void followsTheClock_fromOneSecondToTheNext() {
        date.now();
        clock.advance(Duration.ofMillis(1));

        assertThat(date.now()).isEqualTo("Sun, 06 Nov 1994 08:49:38 GMT");
    }
}
