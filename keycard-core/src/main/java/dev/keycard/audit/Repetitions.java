package dev.keycard.audit;

import dev.keycard.address.AddressKey;
import dev.keycard.id.UserId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sums up observations that repeat one another within a minute: those of one kind, about one user, from one address (an IPv6
 * address by its /64), with the same details. The first of them is written at once, and one entry with a count stands for the
 * others when the minute is over.
 *
 * <p>An attacker chooses names and addresses, so their number is bounded too. In each minute {@value #MAX_KEYS} of them are
 * distinguished for each kind; all others are one entry with a count for the kind. So a kind makes at most 2 × {@value
 * #MAX_KEYS} + 1 entries a minute, and no kind takes the room of another. Thread-safe; waits only for another thread's
 * look-up.
 */
final class Repetitions {

    /** How many observations of one kind are distinguished in a minute. */
    static final int MAX_KEYS = 64;

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    private record Key(String kind, @Nullable UserId userId, String address, Map<String, String> details) {

        static Key of(AuthEvent.Observation observation) {
            String address = AddressKey.keyOf(observation.context().address());
            return new Key(observation.kind(), observation.userId(), address, observation.details());
        }
    }

    /**
     * The decision about an observation.
     *
     * @param first whether it must be written; if not, it is counted
     * @param due entries for the counts of a minute that has ended, to be written before
     */
    record Taken(boolean first, List<AuthEvent.Repeated> due) {}

    private final InstantSource clock;
    private final Map<Key, Sum> sums = new LinkedHashMap<>();
    private final Map<String, Integer> keysOfKind = new HashMap<>();
    private final Map<String, Sum> others = new LinkedHashMap<>();
    private long minute = Long.MIN_VALUE;

    Repetitions(InstantSource clock) {
        this.clock = clock;
    }

    /** Adds an observation, which is counted unless it is the first of its minute. */
    synchronized Taken take(AuthEvent.Observation observation) {
        List<AuthEvent.Repeated> due = due();
        Key key = Key.of(observation);
        Sum known = sums.get(key);
        if (known != null) {
            known.add(observation);
            return new Taken(false, due);
        }
        if (keysOfKind.merge(key.kind(), 1, Integer::sum) > MAX_KEYS) {
            others.computeIfAbsent(key.kind(), kind -> new Sum()).add(observation);
            return new Taken(false, due);
        }
        sums.put(key, new Sum());
        return new Taken(true, due);
    }

    /** Entries for the counts, if the minute has ended. */
    synchronized List<AuthEvent.Repeated> due() {
        long now = clock.millis() / MINUTE;
        // A small step back of the clock begins no new minute; a larger one does, because the minute would otherwise
        // not end.
        if (now <= minute && now >= minute - 1) {
            return List.of();
        }
        minute = now;
        return finish();
    }

    /** Entries for the counts so far. */
    synchronized List<AuthEvent.Repeated> finish() {
        List<AuthEvent.Repeated> entries = new ArrayList<>();
        sums.values().forEach(sum -> sum.addTo(entries, false));
        others.values().forEach(sum -> sum.addTo(entries, true));
        sums.clear();
        others.clear();
        keysOfKind.clear();
        return entries;
    }

    private static final class Sum {

        private AuthEvent.@Nullable Observation latest;
        private long count;

        void add(AuthEvent.Observation observation) {
            latest = observation;
            count++;
        }

        void addTo(List<AuthEvent.Repeated> entries, boolean ofManyKeys) {
            if (latest != null) {
                entries.add(new AuthEvent.Repeated(latest, count, ofManyKeys));
            }
        }
    }
}
