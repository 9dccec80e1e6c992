package dev.keycard.server.memory;

import static dev.keycard.server.memory.MemoryCosts.KIB;

import dev.keycard.password.Argon2Cost;
import dev.keycard.password.PasswordConfig;
import dev.keycard.settings.ConfigurationException;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the setting that does not fit into a heap, and makes the message for the operator. */
final class MemoryShortage {

    /**
     * A requested size.
     *
     * @param setting its name
     * @param value its value, as it is written
     * @param bytes the memory that it takes
     * @param each the memory that one of its units takes
     * @param unit the text after a number of units
     */
    private record Asked(String setting, String value, long bytes, long each, String unit) {}

    private final MemoryDemand demand;
    private final long heap;

    MemoryShortage(MemoryDemand demand, long heap) {
        this.demand = demand;
        this.heap = heap;
    }

    /** @throws ConfigurationException if the least that the configuration needs does not fit into the heap */
    void check() {
        long least = MemoryBudget.least(demand, heap, demand.hashing().threads().orElse(1));
        boolean tooSmall = heap < MemoryBudget.usable(MemoryBudget.SMALLEST_HEAP);
        if (tooSmall && least <= leastOfDefaults()) {
            throw new ConfigurationException("The heap of " + mib(heap) + " MiB is too small: Keycard needs "
                    + mib(MemoryBudget.SMALLEST_HEAP) + " MiB at least, so give it -Xmx"
                    + mib(MemoryBudget.needed(demand)) + "m.");
        }
        if (least > heap) {
            throw new ConfigurationException(sentence(least));
        }
    }

    private String sentence(long least) {
        String heapAdvice = "give a heap of " + mib(MemoryBudget.needed(demand)) + " MiB (-Xmx"
                + mib(MemoryBudget.needed(demand)) + "m)";
        return asked().max(Comparator.comparingLong(Asked::bytes))
                .map(asked -> asked.setting() + " is " + asked.value() + ", which takes " + mib(asked.bytes())
                        + " MiB, and the heap of " + mib(heap) + " MiB has " + mib(Math.max(0, room(asked, least)))
                        + " MiB for it: " + lower(asked, least) + heapAdvice + ".")
                .orElseGet(() ->
                        "The heap of " + mib(heap) + " MiB is too small for this configuration: " + heapAdvice + ".");
    }

    /** The memory that the heap has for it beside everything else. */
    private long room(Asked asked, long least) {
        return heap - (least - asked.bytes());
    }

    private String lower(Asked asked, long least) {
        long fitting = room(asked, least) / asked.each();
        return fitting < 1 ? "" : "lower it to " + fitting + asked.unit() + ", or ";
    }

    private Stream<Asked> asked() {
        MemoryDemand.Hashing hashing = demand.hashing();
        long hash = MemoryCosts.hash(hashing.cost().memoryKib());
        int threads = hashing.threads().orElse(1);
        boolean manyThreads = threads > 1 && hashing.threads().isPresent();
        Stream<Asked> ofHashing = manyThreads
                ? Stream.of(new Asked("password.hash-threads", "" + threads, threads * hash, hash, ""))
                : Stream.of(new Asked(
                                "password.argon2.memory",
                                hashing.cost().memoryKib() / KIB + "MiB",
                                hash,
                                MemoryCosts.hash(KIB),
                                "MiB"))
                        .filter(memory -> hashing.cost().memoryKib()
                                > Argon2Cost.defaults().memoryKib());
        return Stream.of(
                        ofHashing,
                        hashing.queue().stream()
                                .filter(queue -> queue > PasswordConfig.queueFor(threads))
                                .map(queue -> new Asked(
                                        "password.hash-queue",
                                        "" + queue,
                                        queue * MemoryCosts.WORKER,
                                        MemoryCosts.WORKER,
                                        "")),
                        hashing.importedKib().stream()
                                .map(kib -> new Asked(
                                        "password.imported-memory",
                                        kib / KIB + "MiB",
                                        MemoryCosts.hash(kib),
                                        MemoryCosts.hash(KIB),
                                        "MiB")),
                        demand.connections().stream()
                                .map(most -> new Asked(
                                        "server.max-connections",
                                        "" + most,
                                        most * MemoryCosts.connection(demand.tls()),
                                        MemoryCosts.connection(demand.tls()),
                                        "")))
                .flatMap(some -> some);
    }

    /** The memory that a configuration without settings needs. */
    private long leastOfDefaults() {
        MemoryDemand.Hashing hashing = demand.hashing();
        MemoryDemand nothing = new MemoryDemand(
                new MemoryDemand.Hashing(
                        Argon2Cost.defaults(),
                        Optional.empty(),
                        hashing.usualThreads(),
                        Optional.empty(),
                        Optional.empty()),
                Optional.empty(),
                demand.tls(),
                demand.mail());
        return MemoryBudget.least(nothing, heap, 1);
    }

    private static long mib(long bytes) {
        return MemoryCosts.mib(bytes);
    }
}
