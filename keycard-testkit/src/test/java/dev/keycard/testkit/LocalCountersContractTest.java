package dev.keycard.testkit;

import dev.keycard.crypto.Entropy;
import dev.keycard.throttle.Counters;
import dev.keycard.throttle.LocalCounters;
import java.time.Duration;
import java.time.Instant;

/** Counters in memory keep the contract; their two nodes are one. */
class LocalCountersContractTest extends CountersContract {

    private final MutableClock clock = new MutableClock(Instant.parse("2030-01-01T00:00:00Z"));

    @Override
    protected Counters openCounters() {
        return new LocalCounters(clock, Entropy.secure());
    }

    @Override
    protected Counters onAnotherNode(Counters opened) {
        return opened;
    }

    @Override
    protected void pass(Duration time) {
        clock.advance(time);
    }
}
