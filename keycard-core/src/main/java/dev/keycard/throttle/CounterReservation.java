package dev.keycard.throttle;

import dev.keycard.address.AddressKey;
import dev.keycard.api.Internal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The counts of one attempt in several counters: in all of them or in none. If one refuses, the earlier ones are returned. For
 * one thread and one attempt.
 */
@Internal
public final class CounterReservation {

    private record Taken(String key, Count count) {}

    private final Counters counters;
    private final List<Taken> taken = new ArrayList<>(3);

    public CounterReservation(Counters counters) {
        this.counters = counters;
    }

    /**
     * Counts one.
     *
     * @param rate null for no limit
     * @return how long to wait, if the rate is used up; all earlier counts are then returned
     */
    public Optional<Duration> tryTake(String key, @Nullable Rate rate) {
        if (rate == null) {
            return Optional.empty();
        }
        Count count = counted(key, rate);
        if (!count.taken()) {
            putBack();
            return Optional.of(count.reset());
        }
        taken.add(new Taken(key, count));
        return Optional.empty();
    }

    /**
     * Counts one for an address, and one for the wider network around it, if there is one, at {@link AddressKey#WIDER} times
     * the rate.
     *
     * @param purpose separates these counts from others
     * @return how long to wait, if the rate is used up; all earlier counts are then returned
     */
    public Optional<Duration> tryTake(String purpose, AddressKey address, @Nullable Rate rate) {
        if (rate == null) {
            return Optional.empty();
        }
        Optional<Duration> wait = tryTake(purpose + "/" + address.key(), rate);
        return wait.isPresent() || address.network() == null
                ? wait
                : tryTake(purpose + "/" + address.network(), rate.times(AddressKey.WIDER));
    }

    /** Returns all counts whose period has not ended. */
    public void putBack() {
        taken.forEach(one -> counters.giveBack(one.key(), one.count()));
        taken.clear();
    }

    private Count counted(String key, Rate rate) {
        try {
            return counters.take(key, rate);
        } catch (RuntimeException cannotCount) {
            putBack();
            throw cannotCount;
        }
    }
}
