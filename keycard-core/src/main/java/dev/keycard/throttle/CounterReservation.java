package dev.keycard.throttle;

import dev.keycard.address.AddressKey;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt takes from several counters: from all of them or from none. Whichever refuses, what was taken before is put back.
 * For one thread and one attempt.
 */
public final class CounterReservation {

    private record Taken(String key, Count count) {}

    private final Counters counters;
    private final List<Taken> taken = new ArrayList<>(3);

    public CounterReservation(Counters counters) {
        this.counters = counters;
    }

    /**
     * Takes one. Throws an {@link ApiError} {@code throttled} if none is left, after all is put back.
     *
     * @param rate null for no limit
     */
    public void take(String key, @Nullable Rate rate) {
        if (rate == null) {
            return;
        }
        Count count = counted(key, rate);
        if (!count.taken()) {
            putBack();
            throw ApiError.retryAfter(ErrorCode.THROTTLED, count.reset());
        }
        taken.add(new Taken(key, count));
    }

    /**
     * Takes one from the counter of an address, and one from that of the wider network around it, if there is one, at
     * {@link AddressKey#WIDER} times the rate.
     *
     * @param purpose what is counted, apart from others
     */
    public void take(String purpose, AddressKey address, @Nullable Rate rate) {
        if (rate != null) {
            take(purpose + "/" + address.key(), rate);
            if (address.network() != null) {
                take(purpose + "/" + address.network(), rate.times(AddressKey.WIDER));
            }
        }
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
