package dev.keycard.key;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that moves only when it is turned. */
final class TurnedClock implements InstantSource {

    private Instant now = JwtFixture.NOW;

    @Override
    public Instant instant() {
        return now;
    }

    void turn(Duration by) {
        now = now.plus(by);
    }
}
