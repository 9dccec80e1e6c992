package dev.keycard;

import dev.keycard.audit.AuthEventListener;
import dev.keycard.audit.LoggedEvents;
import dev.keycard.crypto.Entropy;
import dev.keycard.jwt.SignatureProvider;
import dev.keycard.metrics.Metrics;
import dev.keycard.throttle.Counters;
import dev.keycard.throttle.LocalCounters;
import dev.keycard.throttle.SharedCounters;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The environment of an engine: time, randomness, signatures, counters, and the receivers of events and metrics. Immutable; its
 * parts are thread-safe.
 *
 * @param clock the time of day; read in whole milliseconds, because the stores keep no finer times
 * @param nanoClock a monotonic clock, for the age of views
 * @param cluster what the nodes share beside the database
 * @param cacheSizes the sizes of the caches of a node
 */
public record Environment(
        InstantSource clock,
        LongSupplier nanoClock,
        Entropy entropy,
        SignatureProvider signatures,
        AuthEventListener events,
        Metrics metrics,
        Cluster cluster,
        CacheSizes cacheSizes) {

    public Environment {
        clock = new MillisecondClock(clock);
    }

    /** The environment of a process: the machine's clocks and randomness, events in the log, no metrics. */
    public static Environment system() {
        return new Environment(
                InstantSource.system(),
                System::nanoTime,
                Entropy.secure(),
                SignatureProvider.detect(),
                new LoggedEvents(),
                Metrics.none(),
                Cluster.DATABASE_ONLY,
                CacheSizes.defaults());
    }

    /** The same environment with other clocks: the time of day, and a monotonic one. */
    public Environment withClock(InstantSource otherClock, LongSupplier otherNanoClock) {
        return new Environment(otherClock, otherNanoClock, entropy, signatures, events, metrics, cluster, cacheSizes);
    }

    /** The same environment with another source of randomness. */
    public Environment withEntropy(Entropy other) {
        return new Environment(clock, nanoClock, other, signatures, events, metrics, cluster, cacheSizes);
    }

    /** The same environment with another provider of signatures. */
    public Environment withSignatures(SignatureProvider other) {
        return new Environment(clock, nanoClock, entropy, other, events, metrics, cluster, cacheSizes);
    }

    /** The same environment with another receiver of events. */
    public Environment withEvents(AuthEventListener other) {
        return new Environment(clock, nanoClock, entropy, signatures, other, metrics, cluster, cacheSizes);
    }

    /** The same environment with another receiver of metrics. */
    public Environment withMetrics(Metrics other) {
        return new Environment(clock, nanoClock, entropy, signatures, events, other, cluster, cacheSizes);
    }

    /** The same environment with other parts that the nodes share. */
    public Environment withCluster(Cluster other) {
        return new Environment(clock, nanoClock, entropy, signatures, events, metrics, other, cacheSizes);
    }

    /** The same environment with other sizes of caches. */
    public Environment withCacheSizes(CacheSizes other) {
        return new Environment(clock, nanoClock, entropy, signatures, events, metrics, cluster, other);
    }

    /**
     * Counters of this node, over the shared ones if there are any. A caller whose counters must not be evicted by those of
     * others calls this once.
     */
    public Counters newCounters() {
        Counters alone = new LocalCounters(clock, entropy, cacheSizes.counters());
        SharedCounters shared = cluster.counters();
        return shared == null ? alone : shared.backedBy(alone);
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
