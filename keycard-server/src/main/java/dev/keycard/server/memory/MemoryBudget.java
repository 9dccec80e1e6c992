package dev.keycard.server.memory;

import static dev.keycard.server.memory.MemoryCosts.KIB;
import static dev.keycard.server.memory.MemoryCosts.MIB;

import dev.keycard.CacheSizes;
import dev.keycard.password.HashLimits;
import dev.keycard.password.PasswordConfig;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The division of the heap, computed once at the start. Sizes that the configuration sets are given in full or refused; sizes
 * that it does not set share the rest. The parts, with the reserve, never exceed the heap. Immutable.
 *
 * @param heap the size of the heap in bytes
 * @param hashThreads how many hashes are computed at once
 * @param hashQueue how many hashes may wait
 * @param importedKib the memory that hashes of other costs share, in KiB
 * @param connections the maximum number of connections
 * @param inProgress the bytes of headers, bodies and answers in progress over all connections
 * @param caches the bytes of caches
 * @param fixed the bytes of the server itself, its workers and queues
 * @param demand what the configuration sets
 */
public record MemoryBudget(
        long heap,
        int hashThreads,
        int hashQueue,
        int importedKib,
        int connections,
        long inProgress,
        long caches,
        long fixed,
        MemoryDemand demand) {

    /** The smallest supported heap, as it is given by {@code -Xmx}. */
    public static final long SMALLEST_HEAP = 96 * MIB;

    /**
     * The estimated memory of a server besides its heap: at most 64 MiB of direct memory, and classes, compiled code, stacks
     * and native libraries.
     */
    public static final long OUTSIDE_HEAP = 144 * MIB;

    static final int LEAST_CONNECTIONS = 256;
    static final int MAX_CONNECTIONS = 10_000;
    static final long LEAST_IN_PROGRESS = 6 * MIB;
    static final long MAX_IN_PROGRESS = 256 * MIB;
    static final long LEAST_CACHES = 6 * MIB;
    static final long MAX_CACHES = 384 * MIB;

    private static final int MAX_IMPORTED_KIB = HashLimits.MAX_MEMORY_KIB;

    /**
     * Divides a heap.
     *
     * @param heap the value of {@link Runtime#maxMemory}
     * @throws dev.keycard.settings.ConfigurationException if the configuration does not fit; the message names the setting and
     *     what to do
     */
    public static MemoryBudget fit(MemoryDemand demand, long heap) {
        new MemoryShortage(demand, heap).check();
        int threads = threads(demand, heap);
        int queue = demand.hashing().queueFor(threads);
        long fixed = fixed(demand, threads, queue);
        long rest = heap - least(demand, heap, threads);
        // Shares of the rest: a fifth for imported hashes, a quarter each for connections and bodies, the remainder for
        // caches.
        int importedKib =
                demand.hashing().importedKib().orElse((int) Math.min(MAX_IMPORTED_KIB, rest / 5 / MemoryCosts.hash(1)));
        rest -= demand.hashing().importedKib().isPresent() ? 0 : MemoryCosts.hash(importedKib);
        long ofEach = rest * 5 / 16;
        int connections = demand.connections().orElse((int)
                Math.min(MAX_CONNECTIONS, LEAST_CONNECTIONS + ofEach / MemoryCosts.connection(demand.tls())));
        rest -= demand.connections().isPresent()
                ? 0
                : (connections - LEAST_CONNECTIONS) * MemoryCosts.connection(demand.tls());
        long inProgress = Math.min(MAX_IN_PROGRESS, LEAST_IN_PROGRESS + ofEach);
        rest -= inProgress - LEAST_IN_PROGRESS;
        long caches = Math.min(MAX_CACHES, LEAST_CACHES + rest);
        return new MemoryBudget(heap, threads, queue, importedKib, connections, inProgress, caches, fixed, demand);
    }

    /**
     * The heap that a configuration needs: all sizes that it sets, and for the others about as much as a small machine has. A
     * multiple of 8 MiB.
     */
    public static long needed(MemoryDemand demand) {
        int threads = demand.hashing().threads().orElse(demand.hashing().usualThreads());
        long wanted = least(demand, 0, threads)
                - MemoryCosts.reserve(0)
                + (demand.hashing().importedKib().isPresent() ? 0 : MemoryCosts.hash(20 * KIB))
                + (demand.connections().isPresent() ? 0 : 24 * MIB)
                + 20 * MIB
                + 24 * MIB;
        long heap = 8 * MIB * ((wanted * 30 / 29 + MIB) / (8 * MIB));
        while (usable(heap) - MemoryCosts.reserve(usable(heap)) < wanted) {
            heap += 8 * MIB;
        }
        return Math.max(SMALLEST_HEAP, heap);
    }

    /** The value of {@link Runtime#maxMemory} for a heap of that size: the serial collector keeps one survivor space empty. */
    static long usable(long xmx) {
        return xmx / 30 * 29;
    }

    /** The configuration of hashing that follows. */
    public PasswordConfig applyTo(PasswordConfig password) {
        return password.with(hashThreads, hashQueue, new HashLimits(importedKib));
    }

    /** The sizes of caches. Counters get the rest, because attackers can fill them. */
    public CacheSizes sizes() {
        CacheSizes most = CacheSizes.defaults();
        long credentialBytes = Math.min(most.credentialBytes(), caches * 45 / 100 / 3);
        long users = Math.min(most.users(), caches * 15 / 100 / MemoryCosts.USER);
        long changes = Math.min(most.changes(), caches * 15 / 100 / MemoryCosts.CHANGE);
        long left = caches - 3 * credentialBytes - users * MemoryCosts.USER - changes * MemoryCosts.CHANGE;
        long counters = Math.min(most.counters(), left / 2 / MemoryCosts.COUNTER);
        return new CacheSizes(credentialBytes, (int) users, (int) counters, (int) changes);
    }

    /** The part of the bytes in progress for incomplete headers and for requests that wait. */
    public long heads() {
        return inProgress / 3;
    }

    /** The part of the bytes in progress for bodies, and for answers that clients have not read yet. */
    public long bodies() {
        return inProgress - heads();
    }

    /** The reserve. */
    public long reserve() {
        return heap - parts().stream().mapToLong(Part::bytes).sum();
    }

    /** A part of the heap, for display. */
    public record Part(String name, long bytes) {

        @Override
        public String toString() {
            return name + " " + MemoryCosts.mib(bytes) + " MiB";
        }
    }

    /** All parts but the reserve. */
    public List<Part> parts() {
        return List.of(
                new Part("server and workers", fixed),
                new Part(
                        "hashing",
                        hashThreads * MemoryCosts.hash(demand.hashing().cost().memoryKib())),
                new Part("imported hashes", MemoryCosts.hash(importedKib)),
                new Part("connections", connections * MemoryCosts.connection(demand.tls())),
                new Part("requests in progress", inProgress),
                new Part("caches", caches));
    }

    /** The parts as a text. */
    public String describe() {
        return "A heap of " + MemoryCosts.mib(heap) + " MiB: "
                + parts().stream().map(Part::toString).collect(Collectors.joining(", ")) + ", free "
                + reserve() / MIB + " MiB; hashes at once: " + hashThreads + ", connections: " + connections;
    }

    /** The usual number if it fits beside the minimum of everything else. */
    private static int threads(MemoryDemand demand, long heap) {
        if (demand.hashing().threads().isPresent()) {
            return demand.hashing().threads().get();
        }
        int threads = demand.hashing().usualThreads();
        // Half of the rest after one thread may go into more threads; the other half is for all sizes that adapt.
        while (threads > 1 && least(demand, heap, threads) > heap - (heap - least(demand, heap, 1)) / 2) {
            threads--;
        }
        return threads;
    }

    /** The memory that is needed in any case, including the reserve. */
    static long least(MemoryDemand demand, long heap, int threads) {
        return MemoryCosts.reserve(heap)
                + fixed(demand, threads, demand.hashing().queueFor(threads))
                + threads * MemoryCosts.hash(demand.hashing().cost().memoryKib())
                + MemoryCosts.hash(demand.hashing().importedKib().orElse(0))
                + demand.connections().orElse(LEAST_CONNECTIONS) * MemoryCosts.connection(demand.tls())
                + LEAST_IN_PROGRESS
                + LEAST_CACHES;
    }

    private static long fixed(MemoryDemand demand, int threads, int queue) {
        return MemoryCosts.BASE
                + MemoryCosts.OBSERVATIONS
                + (demand.mail() ? MemoryCosts.OUTBOX : 0)
                + (MemoryCosts.WORKERS + threads + (long) queue) * MemoryCosts.WORKER;
    }
}
