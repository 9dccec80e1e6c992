package dev.keycard.password;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.password.HashingQueue.Entry;
import dev.keycard.password.HashingQueue.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HashingQueueTest {

    private static final int FREE = 1000;

    private final HashingQueue<String> line = new HashingQueue<>(1, 16);

    @Test
    void begins_inTheOrderOfArrival_whileNobodyHasMoreThanOnePlace() {
        for (int i = 0; i < 5; i++) {
            enter("user" + i, "192.0.2." + i);
        }

        assertThat(begin(5)).containsExactly("user0", "user1", "user2", "user3", "user4");
    }

    @Test
    void accounts_takeTurns_howeverManyAddressesEachComesFrom() {
        for (int i = 0; i < 8; i++) {
            enter("crowd", "192.0.2." + i);
        }
        enter("ann", "198.51.100.1");

        assertThat(begin(2)).containsExactly("crowd", "ann");
    }

    @Test
    void addresses_takeTurns_howeverManyAccountsEachNames() {
        for (int i = 0; i < 16; i++) {
            enter("guess" + i, "192.0.2.1");
        }
        enter("ann", "198.51.100.1");

        assertThat(begin(10)).contains("ann");
    }

    @Test
    void networks_takeTurns_howeverManyAddressesEachHas() {
        HashingQueue<String> long64 = new HashingQueue<>(1, 200);
        for (int i = 0; i < 200; i++) {
            long64.enter("guess" + i, new HashingCaller("guess" + i, "6/" + i, "6/wide"), 0);
        }
        long64.enter("ann", caller("ann", "198.51.100.1"), 0);

        List<String> begun = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            begun.add(begin(long64));
        }
        assertThat(begun).contains("ann");
    }

    @Test
    void fullLine_letsANewcomerIn_forTheLastOfWhoeverHasMost() {
        for (int i = 0; i < 6; i++) {
            enter("few", "192.0.2.1");
        }
        for (int i = 0; i < 11; i++) {
            enter("many", "192.0.2.2");
        }

        Entry<String> entry = line.enter("ann", caller("ann", "198.51.100.1"), 0);

        assertThat(entry.place()).isNotNull();
        assertThat(workOf(entry.displaced())).isEqualTo("many");
    }

    @Test
    void fullLine_refusesWhoeverHasMostAlready() {
        for (int i = 0; i < 17; i++) {
            enter("many", "192.0.2.2");
        }

        Entry<String> entry = line.enter("many", caller("many", "192.0.2.2"), 0);

        assertThat(entry.place()).isNull();
        assertThat(entry.displaced()).isNull();
    }

    @Test
    void sameAddress_doesNotKeepAnotherAccountOut() {
        for (int i = 0; i < 18; i++) {
            enter(i % 2 == 0 ? "first" : "second", "192.0.2.1");
        }
        Entry<String> entry = line.enter("third", caller("third", "192.0.2.1"), 0);

        assertThat(entry.place()).isNotNull();
        assertThat(begin(12)).contains("third");
    }

    @Test
    void whatHasBegun_isNeverDisplaced_andNeverGivenUp() {
        enter("many", "192.0.2.1");
        Place<String> resumed = requireNonNull(line.next(FREE));
        line.again(resumed, 10);
        for (int i = 0; i < 16; i++) {
            enter("many", "192.0.2.1");
        }

        assertThat(line.giveUp(resumed)).isFalse();
        for (int i = 0; i < 20; i++) {
            Entry<String> entry = line.enter("ann" + i, caller("ann" + i, "198.51.100." + i), 0);
            assertThat(entry.displaced()).isNotSameAs(resumed);
        }
    }

    @Test
    void ownHashes_passThoseThatWaitForMemory_whichKeepTheirOrder() {
        line.enter("large", caller("large", "192.0.2.1"), 900);
        line.enter("small", caller("small", "192.0.2.2"), 100);
        line.enter("own", caller("own", "192.0.2.3"), 0);

        assertThat(workOf(line.next(200))).isEqualTo("own");
        // Nobody takes the memory that the first one waits for.
        assertThat(line.next(200)).isNull();
        assertThat(workOf(line.next(900))).isEqualTo("large");
        assertThat(workOf(line.next(100))).isEqualTo("small");
    }

    @Test
    void noMoreBegin_thanMayWaitForMemoryAfterwards() {
        HashingQueue<String> small = new HashingQueue<>(8, 2);
        for (int i = 0; i < 10; i++) {
            small.enter("user" + i, caller("user" + i, "192.0.2." + i), 0);
        }
        for (int i = 0; i < 2; i++) {
            Place<String> place = requireNonNull(small.next(0));
            small.again(place, 500);
        }

        assertThat(small.next(0)).isNull();
        assertThat(workOf(small.next(500))).isEqualTo("user0");
        assertThat(workOf(small.next(0))).isEqualTo("user2");
    }

    /** Against any mixture of arrivals and departures. */
    @Property(tries = 300)
    void boundsHold_andNothingIsLeftBehind(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 4) int threads,
            @ForAll @IntRange(min = 1, max = 12) int waiting) {
        Random random = new Random(seed);
        HashingQueue<String> queue = new HashingQueue<>(threads, waiting);
        List<Place<String>> held = new ArrayList<>();
        List<Place<String>> running = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            if (random.nextBoolean()) {
                String account = "a" + random.nextInt(3);
                HashingCaller caller = new HashingCaller(account, "d" + random.nextInt(3), "n" + random.nextInt(2));
                Entry<String> entry = queue.enter(account, caller, random.nextInt(3) == 0 ? 300 : 0);
                if (entry.place() != null) {
                    held.add(entry.place());
                }
                held.remove(entry.displaced());
            } else if (running.size() < threads) {
                Place<String> next = queue.next(FREE);
                if (next != null) {
                    running.add(next);
                }
            } else {
                Place<String> done = running.remove(random.nextInt(running.size()));
                if (random.nextInt(4) == 0) {
                    queue.again(done, 300);
                } else {
                    queue.leave(done);
                    held.remove(done);
                }
            }
            assertThat(held).hasSizeLessThanOrEqualTo(threads + waiting);
            assertThat(queue.size()).isEqualTo(held.size() - running.size());
        }
        running.forEach(queue::leave);
        held.removeAll(running);
        held.forEach(queue::leave);
        assertThat(queue.size()).isZero();
        assertThat(queue.keys()).isZero();
    }

    /**
     * Whatever one or two accounts do, from however many addresses, a third that asks for one hash at a time gets each of them
     * soon.
     */
    @Property(tries = 200)
    void whoAsksForOneAtATime_isServedSoon_besideAnyCrowdOfFewAccounts(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 2) int accounts,
            @ForAll @IntRange(min = 1, max = 40) int addresses) {
        Random random = new Random(seed);
        for (int turn = 0; turn < 20; turn++) {
            for (int i = 0; i < 40; i++) {
                line.enter("crowd", caller("crowd" + random.nextInt(accounts), "d" + random.nextInt(addresses)), 0);
            }
            assertThat(servedWithin(14, random, accounts, addresses)).isTrue();
        }
        Place<String> left = line.next(FREE);
        while (left != null) {
            line.leave(left);
            left = line.next(FREE);
        }
    }

    /** New names from new addresses come for ever; whoever has many places still gets them at last. */
    @Test
    void nobodyWaitsForEver() {
        HashingQueue<String> endless = new HashingQueue<>(1, 16);
        for (int i = 0; i < 8; i++) {
            endless.enter("many", caller("many", "192.0.2.1"), 0);
        }
        int begun = 0;
        int own = 0;
        while (own < 8 && begun < 1000) {
            endless.enter("other", caller("new" + begun, "d" + begun), 0);
            Place<String> place = requireNonNull(endless.next(FREE));
            endless.leave(place);
            own += place.work.equals("many") ? 1 : 0;
            begun++;
        }
        assertThat(own).isEqualTo(8);
    }

    /** Each time a hash is done, the crowd asks for the next at once. */
    private boolean servedWithin(int hashes, Random random, int accounts, int addresses) {
        Place<String> mine = line.enter("ann", caller("ann", "198.51.100.1"), 0).place();
        assertThat(mine).isNotNull();
        for (int i = 0; i < hashes; i++) {
            Place<String> begun = requireNonNull(line.next(FREE));
            line.leave(begun);
            if (begun == mine) {
                return true;
            }
            line.enter("crowd", caller("crowd" + random.nextInt(accounts), "d" + random.nextInt(addresses)), 0);
        }
        return false;
    }

    private @Nullable Place<String> enter(String account, String address) {
        return line.enter(account, caller(account, address), 0).place();
    }

    private List<String> begin(int count) {
        List<String> begun = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            begun.add(begin(line));
        }
        return begun;
    }

    private static String begin(HashingQueue<String> from) {
        Place<String> place = from.next(FREE);
        if (place != null) {
            from.leave(place);
        }
        return workOf(place);
    }

    private static String workOf(@Nullable Place<String> place) {
        return place == null ? "nobody" : place.work;
    }

    private static HashingCaller caller(String account, String address) {
        return new HashingCaller(account, address, address);
    }
}
