package dev.keycard.throttle;

import dev.keycard.address.AddressKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt takes from several counters: from all of them or from none. Whichever refuses, what was taken before is put
 * back. For one thread and one attempt.
 */
public final class CounterReservation {

    private record Taken(String key, Count count) {}

    private final Counters counters;
    private final List<Taken> taken = new ArrayList<>(3);

    public CounterReservation(Counters counters) {
        this.counters = counters;
    }

    /**
     * Takes one.
     *
     * @param rate null for no limit
     * @return if none is left: how long to wait; all that was taken before is put back then
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
     * Takes one from the counter of an address, and one from that of the wider network around it, if there is one, at
     * {@link AddressKey#WIDER} times the rate.
     *
     * @param purpose what is counted, apart from others
     * @return if none is left: how long to wait; all that was taken before is put back then
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

    /** Puts back what was taken, as long as its period lasts. */
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
