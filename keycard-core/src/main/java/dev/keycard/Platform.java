package dev.keycard;

import dev.keycard.audit.AuthEventListener;
import dev.keycard.audit.LoggedEvents;
import dev.keycard.crypto.Entropy;
import dev.keycard.jwt.SignatureProvider;
import dev.keycard.metrics.Meters;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What the engine takes from the world around it: time, randomness, signatures, and someone to tell what happens and how often.
 *
 * @param nanoClock a clock that only moves forward, for measuring how old a view is
 * @param memory how much there is room to remember
 */
public record Platform(
        InstantSource clock,
        LongSupplier nanoClock,
        Entropy entropy,
        SignatureProvider signatures,
        AuthEventListener events,
        Meters meters,
        MemorySizes memory) {

    /** Times are kept in milliseconds at rest, so the engine never sees finer ones: what it says is what it stored. */
    public Platform {
        clock = new MillisecondClock(clock);
    }

    /** A world in which nothing is counted. */
    public Platform(
            InstantSource clock,
            LongSupplier nanoClock,
            Entropy entropy,
            SignatureProvider signatures,
            AuthEventListener events) {
        this(clock, nanoClock, entropy, signatures, events, Meters.none(), MemorySizes.defaults());
    }

    /** The same world, watched. */
    public Platform with(AuthEventListener listener, Meters watching) {
        return new Platform(clock, nanoClock, entropy, signatures, listener, watching, memory);
    }

    /** The same world, with other room to remember. */
    public Platform with(MemorySizes sizes) {
        return new Platform(clock, nanoClock, entropy, signatures, events, meters, sizes);
    }

    /** The real world. */
    public static Platform system() {
        return new Platform(
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
