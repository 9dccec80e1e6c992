package dev.keycard;

import dev.keycard.audit.AuthEventListener;
import dev.keycard.audit.LoggedEvents;
import dev.keycard.crypto.Entropy;
import dev.keycard.jwt.SignatureProvider;
import dev.keycard.metrics.Metrics;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What the engine takes from the world around it: time, randomness, signatures, and someone to tell what happens and how often.
 *
 * @param nanoClock a clock that only moves forward, for measuring how old a view is
 * @param memory how much there is room to remember
 */
public record Environment(
        InstantSource clock,
        LongSupplier nanoClock,
        Entropy entropy,
        SignatureProvider signatures,
        AuthEventListener events,
        Metrics metrics,
        CacheSizes memory) {

    /** Times are kept in milliseconds at rest, so the engine never sees finer ones: what it says is what it stored. */
    public Environment {
        clock = new MillisecondClock(clock);
    }

    /** A world in which nothing is counted. */
    public Environment(
            InstantSource clock,
            LongSupplier nanoClock,
            Entropy entropy,
            SignatureProvider signatures,
            AuthEventListener events) {
        this(clock, nanoClock, entropy, signatures, events, Metrics.none(), CacheSizes.defaults());
    }

    /** The same world, watched. */
    public Environment with(AuthEventListener listener, Metrics watching) {
        return new Environment(clock, nanoClock, entropy, signatures, listener, watching, memory);
    }

    /** The same world, with other room to remember. */
    public Environment with(CacheSizes sizes) {
        return new Environment(clock, nanoClock, entropy, signatures, events, metrics, sizes);
    }

    /** The real world. */
    public static Environment system() {
        return new Environment(
                InstantSource.system(),
                System::nanoTime,
                Entropy.secure(),
                SignatureProvider.detect(),
                new LoggedEvents());
    }

    private record MillisecondClock(InstantSource exact) implements InstantSource {

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(exact.millis());
        }

        @Override
        public long millis() {
            return exact.millis();
        }
    }
}
