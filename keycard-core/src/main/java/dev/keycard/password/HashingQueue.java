package dev.keycard.password;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The queue of the hashing threads, shared fairly. Each entry gets a turn: the number of hashes begun so far, plus a penalty
 * for each place that the same account, address or network has already. The lowest turn is next. So accounts alternate, however
 * many places each of them requests, and so do addresses; and no entry waits without end, because turns grow with each hash
 * that begins.
 *
 * <p>When all places are taken, a new entry with a lower turn displaces the one with the highest turn, which belongs to the
 * caller with the most places. Hashes that need shared memory begin in the order of their turns; hashes of the configured cost
 * may begin before them while they wait for memory.
 *
 * <p>Not thread-safe: the caller holds a lock. All operations take logarithmic time.
 */
final class HashingQueue<W> {

    /**
     * The penalties for each place that an account, an address and a network have already: an address has the share of eight
     * accounts.
     */
    private static final long ACCOUNT = 32;

    private static final long ADDRESS = 4;
    private static final long NETWORK = 1;

    /** The order of waiting places. */
    private static final Comparator<Place<?>> BY_TURN =
            Comparator.<Place<?>>comparingLong(place -> place.turn).thenComparingLong(place -> place.number);

    /** A place in the queue or on a thread. */
    static final class Place<W> {

        final W work;
        private final HashingCaller caller;
        private final long turn;
        private final long number;
        private int sharedKib;
        private boolean begun;

        private Place(W work, HashingCaller caller, long turn, long number) {
            this.work = work;
            this.caller = caller;
            this.turn = turn;
            this.number = number;
        }

        /** How much of the shared memory the next step needs, in KiB. */
        int sharedKib() {
            return sharedKib;
        }
    }

    /**
     * The result of entering.
     *
     * @param place the place; null if none was given
     * @param displaced the entry that lost its place; null if there is none
     */
    record Entry<W>(@Nullable Place<W> place, @Nullable Place<W> displaced) {}

    private final int threads;
    private final int waiting;
    private final long penalty;
    private final Map<String, Integer> accounts = new HashMap<>();
    private final Map<String, Integer> addresses = new HashMap<>();
    private final Map<String, Integer> networks = new HashMap<>();
    private final NavigableSet<Place<W>> own = new TreeSet<>(BY_TURN);
    private final NavigableSet<Place<W>> sharing = new TreeSet<>(BY_TURN);
    private final NavigableSet<Place<W>> resumed = new TreeSet<>(BY_TURN);
    private int inside;
    private long entered;
    private long begun;

    /**
     * A queue for a number of threads.
     *
     * @param waiting how many may wait, besides those that are computed
     */
    HashingQueue(int threads, int waiting) {
        this.threads = threads;
        this.waiting = waiting;
        this.penalty = 2L * (threads + waiting);
    }

    /** Requests a place. */
    Entry<W> enter(W work, HashingCaller caller, int sharedKib) {
        Place<W> place = new Place<>(work, caller, turn(caller), entered++);
        place.sharedKib = sharedKib;
        Place<W> displaced = null;
        if (inside >= threads + waiting) {
            displaced = last();
            if (displaced == null || BY_TURN.compare(displaced, place) <= 0) {
                return new Entry<>(null, null);
            }
            leave(displaced);
        }
        count(caller, 1);
        inside++;
        waitingLine(place).add(place);
        return new Entry<>(place, displaced);
    }

    /**
     * Removes the next place that can be computed from the queue; it counts until {@link #leave}.
     *
     * @param freeKib how much shared memory is free
     */
    @Nullable Place<W> next(int freeKib) {
        Place<W> place = earlier(fitting(earlier(first(resumed), first(sharing)), freeKib), fittingOwn());
        if (place != null) {
            waitingLine(place).remove(place);
            if (!place.begun) {
                place.begun = true;
                begun++;
            }
        }
        return place;
    }

    /** Returns a place after one step to the queue for its next step, with the same turn. */
    void again(Place<W> place, int sharedKib) {
        place.sharedKib = sharedKib;
        waitingLine(place).add(place);
    }

    /** Releases a place, in the queue or on a thread. */
    void leave(Place<W> place) {
        waitingLine(place).remove(place);
        count(place.caller, -1);
        inside--;
    }

    /**
     * Takes a place out of the line if its computing has not begun.
     *
     * @return whether it was still waiting for that
     */
    boolean giveUp(Place<W> place) {
        if (place.begun || !waitingLine(place).contains(place)) {
            return false;
        }
        leave(place);
        return true;
    }

    /** How many wait. */
    int size() {
        return own.size() + sharing.size() + resumed.size();
    }

    /** How many accounts, addresses and networks have places. */
    int keys() {
        return accounts.size() + addresses.size() + networks.size();
    }

    private long turn(HashingCaller caller) {
        long places = Math.max(
                ACCOUNT * accounts.getOrDefault(caller.account(), 0),
                Math.max(
                        ADDRESS * addresses.getOrDefault(caller.address(), 0),
                        NETWORK * networks.getOrDefault(caller.network(), 0)));
        return begun * ACCOUNT + places * penalty;
    }

    /** A computation that has begun is never displaced: a part of its result may be known. */
    private @Nullable Place<W> last() {
        if (own.isEmpty() || sharing.isEmpty()) {
            return own.isEmpty() ? (sharing.isEmpty() ? null : sharing.last()) : own.last();
        }
        return BY_TURN.compare(own.last(), sharing.last()) > 0 ? own.last() : sharing.last();
    }

    private NavigableSet<Place<W>> waitingLine(Place<W> place) {
        if (place.begun) {
            return resumed;
        }
        return place.sharedKib > 0 ? sharing : own;
    }

    /** The first entry that needs shared memory waits until there is enough; later entries cannot take that memory. */
    private @Nullable Place<W> fitting(@Nullable Place<W> place, int freeKib) {
        return place == null || place.sharedKib > freeKib ? null : place;
    }

    /** An entry that begins may have to wait for memory later, so at most as many begin as there are places for that. */
    private @Nullable Place<W> fittingOwn() {
        return resumed.size() > waiting / 2 ? null : first(own);
    }

    private @Nullable Place<W> first(NavigableSet<Place<W>> line) {
        return line.isEmpty() ? null : line.first();
    }

    private @Nullable Place<W> earlier(@Nullable Place<W> one, @Nullable Place<W> other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return BY_TURN.compare(one, other) < 0 ? one : other;
    }

    private void count(HashingCaller caller, int change) {
        count(accounts, caller.account(), change);
        count(addresses, caller.address(), change);
        count(networks, caller.network(), change);
    }

    private static void count(Map<String, Integer> places, String key, int change) {
        places.merge(key, change, (old, added) -> old + added == 0 ? null : old + added);
    }
}
