package dev.keycard.server.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.CacheSizes;
import dev.keycard.password.Argon2Cost;
import dev.keycard.password.HashLimits;
import dev.keycard.server.http.Limits;
import dev.keycard.settings.ConfigurationException;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryBudgetTest {

    private static final long MIB = 1 << 20;
    private static final int DJANGO_ARGON2_KIB = 102_400;

    @Test
    void defaults_fitIntoTheSmallestHeap() {
        for (int cores : new int[] {1, 2, 16, 128}) {
            MemoryBudget budget = MemoryBudget.fit(nothingSet(cores), MemoryBudget.usable(MemoryBudget.SMALLEST_HEAP));

            assertThat(budget.hashThreads()).isEqualTo(1);
            assertThat(budget.reserve()).isGreaterThanOrEqualTo(MemoryCosts.reserve(budget.heap()));
        }
    }

    @Test
    void smallerHeap_isRefused_inOneSentenceThatSaysWhatToGive() {
        assertThatThrownBy(() -> MemoryBudget.fit(nothingSet(2), 64 * MIB))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("The heap of 64 MiB is too small: Keycard needs 96 MiB at least, so give it -Xmx"
                        + MemoryBudget.needed(nothingSet(2)) / MIB + "m.");
    }

    @Test
    void defaults_adaptToTheHeap() {
        MemoryBudget small = MemoryBudget.fit(nothingSet(16), 128 * MIB);
        MemoryBudget large = MemoryBudget.fit(nothingSet(16), 2048 * MIB);

        assertThat(small.hashThreads()).isLessThan(8);
        assertThat(small.connections()).isLessThan(MemoryBudget.MAX_CONNECTIONS);
        assertThat(large.hashThreads()).isEqualTo(8);
        assertThat(large.connections()).isEqualTo(MemoryBudget.MAX_CONNECTIONS);
        assertThat(large.importedKib()).isEqualTo(HashLimits.MAX_MEMORY_KIB);
        assertThat(large.sizes()).isEqualTo(CacheSizes.defaults());
    }

    @ParameterizedTest
    @CsvSource({
        "password.hash-threads, 8, 0, 0, 0, 0",
        "password.imported-memory, 0, 0, 131072, 0, 0",
        "server.max-connections, 0, 0, 0, 10000, 0",
        "password.hash-queue, 0, 4000, 0, 0, 0",
        "password.argon2.memory, 0, 0, 0, 0, 131072"
    })
    void whatDoesNotFit_isRefused_byName_withAHeapThatFits(
            String setting, int threads, int queue, int importedKib, int connections, int costKib) {
        MemoryDemand demand = demand(threads, queue, importedKib, connections, costKib);

        assertThatThrownBy(() -> MemoryBudget.fit(demand, 144 * MIB))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(setting + " is ")
                .hasMessageContaining("the heap of 144 MiB")
                .hasMessageContaining("-Xmx" + (MemoryBudget.needed(demand) / MIB) + "m");
        assertThat(MemoryBudget.fit(demand, MemoryBudget.usable(MemoryBudget.needed(demand))))
                .isNotNull();
    }

    @Test
    void refusal_tellsAValueThatFits() {
        assertThatThrownBy(() -> MemoryBudget.fit(demand(8, 0, 0, 0, 0), 144 * MIB))
                .hasMessageMatching("password\\.hash-threads is 8, which takes 160 MiB, .*: lower it to (\\d+), or .*");
        int fitting = 8;
        while (!fits(demand(fitting, 0, 0, 0, 0), 144 * MIB)) {
            fitting--;
        }
        assertThatThrownBy(() -> MemoryBudget.fit(demand(8, 0, 0, 0, 0), 144 * MIB))
                .hasMessageContaining("lower it to ");
        assertThat(fitting).isPositive();
    }

    @Test
    void djangosArgon2_fitsWhenItIsAskedFor() {
        MemoryDemand demand = demand(0, 0, 104 * 1024, 0, 0);
        MemoryBudget budget = MemoryBudget.fit(demand, MemoryBudget.usable(MemoryBudget.needed(demand)));

        assertThat(budget.importedKib()).isGreaterThanOrEqualTo(DJANGO_ARGON2_KIB);
    }

    /** Whatever is asked for and whatever heap there is: it is refused, or granted in full, and the parts fit. */
    @Property(tries = 2000)
    void parts_neverExceedTheHeap_andWhatIsAskedForIsGranted(
            @ForAll @IntRange(min = 0, max = 64) int threads,
            @ForAll @IntRange(min = 0, max = 2000) int queue,
            @ForAll @IntRange(min = 0, max = 131_072) int importedKib,
            @ForAll @IntRange(min = 0, max = 100_000) int connections,
            @ForAll @IntRange(min = 7168, max = 131_072) int costKib,
            @ForAll @IntRange(min = 16, max = 8192) int heapMib) {
        MemoryDemand demand = demand(threads, queue, importedKib, connections, costKib);
        if (!fits(demand, heapMib * MIB)) {
            assertThat(fits(demand, MemoryBudget.usable(MemoryBudget.needed(demand))))
                    .isTrue();
            return;
        }
        MemoryBudget budget = MemoryBudget.fit(demand, heapMib * MIB);

        assertThat(budget.reserve()).isGreaterThanOrEqualTo(MemoryCosts.reserve(budget.heap()) - MIB);
        assertThat(budget.hashThreads()).isPositive();
        demand.hashing()
                .threads()
                .ifPresent(asked -> assertThat(budget.hashThreads()).isEqualTo(asked));
        demand.hashing()
                .queue()
                .ifPresent(asked -> assertThat(budget.hashQueue()).isEqualTo(asked));
        demand.hashing()
                .importedKib()
                .ifPresent(asked -> assertThat(budget.importedKib()).isEqualTo(asked));
        demand.connections().ifPresent(asked -> assertThat(budget.connections()).isEqualTo(asked));
        assertThat(cachesTake(budget.sizes())).isLessThanOrEqualTo(budget.caches());
        assertThat(budget.heads() + budget.bodies()).isEqualTo(budget.inProgress());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 8, 16, 64})
    void costs_areThoseOfTheFront(int cores) {
        Limits limits = Limits.defaults();

        assertThat(MemoryCosts.WORKERS).isEqualTo(limits.workers());
        assertThat(MemoryCosts.CONNECTION_ALLOWANCE).isEqualTo(limits.memory().perConnection());
        // What the launcher gives without asking: a test of the launcher holds it to these numbers.
        MemoryDemand plain = new MemoryDemand(nothingSet(cores).hashing(), Optional.empty(), false, false);
        assertThat(MemoryBudget.needed(plain) / MIB).isBetween(96L, 192L + 32L * (threadsOf(cores) - 1));
    }

    private static long cachesTake(CacheSizes sizes) {
        return 3 * sizes.credentialBytes()
                + sizes.users() * MemoryCosts.USER
                + 2L * sizes.counters() * MemoryCosts.COUNTER
                + sizes.changes() * MemoryCosts.CHANGE;
    }

    private static boolean fits(MemoryDemand demand, long heap) {
        try {
            MemoryBudget.fit(demand, heap);
            return true;
        } catch (ConfigurationException refused) {
            assertThat(refused.getMessage()).endsWith(".").doesNotContain("\n");
            return false;
        }
    }

    private static MemoryDemand nothingSet(int cores) {
        return new MemoryDemand(
                new MemoryDemand.Hashing(
                        Argon2Cost.defaults(), Optional.empty(), threadsOf(cores), Optional.empty(), Optional.empty()),
                Optional.empty(),
                true,
                true);
    }

    private static int threadsOf(int cores) {
        return Math.max(1, cores / 2);
    }

    /** 0 leaves something unset. */
    private static MemoryDemand demand(int threads, int queue, int importedKib, int connections, int costKib) {
        int kib = costKib == 0 ? Argon2Cost.defaults().memoryKib() : costKib;
        return new MemoryDemand(
                new MemoryDemand.Hashing(new Argon2Cost(kib, 5, 1), some(threads), 1, some(queue), some(importedKib)),
                some(connections),
                true,
                false);
    }

    private static Optional<Integer> some(int value) {
        return Optional.of(value).filter(number -> number > 0);
    }
}
