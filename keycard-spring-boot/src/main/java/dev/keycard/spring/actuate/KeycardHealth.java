package dev.keycard.spring.actuate;

import dev.keycard.api.Internal;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Whether credentials can be verified: with the engine, the store answers and the view of what other nodes changed is recent; in
 * a service that only verifies, keys and revocations were read recently. The answer is kept
 * for a second. Shows the age of that view. Thread-safe.
 */
@Internal
public final class KeycardHealth extends AbstractHealthIndicator {

    /** Probes may be anonymous, and the store is asked for each answer. */
    private static final Duration KEPT = Duration.ofSeconds(1);

    private final Kept<Boolean> ready;
    private final Supplier<Duration> age;

    /** @param ready may throw, if the store does not answer */
    public KeycardHealth(BooleanSupplier ready, Supplier<Duration> age, LongSupplier nanoClock) {
        super("the store of Keycard does not answer");
        this.ready = new Kept<>(KEPT, nanoClock, ready::getAsBoolean);
        this.age = age;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        health.withDetail("feedAge", age.get());
        if (ready.get()) {
            health.up();
        } else {
            health.down();
        }
    }
}
