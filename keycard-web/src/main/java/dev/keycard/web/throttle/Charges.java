package dev.keycard.web.throttle;

import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Response.Header;
import dev.keycard.store.StoreUnavailableException;
import dev.keycard.throttle.Count;
import dev.keycard.throttle.Counters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The rates that one request is counted against: all of them or none. Reports their state in the header fields of
 * draft-ietf-httpapi-ratelimit-headers-10. For one thread and one request.
 */
final class Charges {

    private record Charge(Policy policy, String key) {}

    private record Charged(Charge charge, Count count) {}

    private final Counters counters;
    private final List<Charge> charges = new ArrayList<>(2);

    Charges(Counters counters) {
        this.counters = counters;
    }

    void add(Policy policy, String key) {
        charges.add(new Charge(policy, key));
    }

    /**
     * Counts one against each rate. If one of them is used up, returns what was taken from the others and throws an {@link
     * ApiError} {@code throttled} with the longest wait.
     *
     * @return the header lines of the answer
     */
    List<Header> take() {
        if (charges.isEmpty()) {
            return List.of();
        }
        List<Charged> charged = counted();
        if (areAllTaken(charged)) {
            return headers(charged, 0);
        }
        putBack(charged);
        throw refusal(charged);
    }

    private static boolean areAllTaken(List<Charged> charged) {
        for (Charged one : charged) {
            if (!one.count().taken()) {
                return false;
            }
        }
        return true;
    }

    /** If a counter fails for any reason, the request is refused. */
    private List<Charged> counted() {
        List<Charged> charged = new ArrayList<>(charges.size());
        try {
            for (Charge charge : charges) {
                Count count = counters.take(charge.key(), charge.policy().rate());
                charged.add(new Charged(charge, count));
            }
            return charged;
        } catch (RuntimeException cannotCount) {
            putBack(charged);
            throw new StoreUnavailableException("requests cannot be counted", cannotCount);
        }
    }

    private void putBack(List<Charged> charged) {
        for (Charged one : charged) {
            if (one.count().taken()) {
                counters.giveBack(one.charge().key(), one.count());
            }
        }
    }

    private static ApiError refusal(List<Charged> charged) {
        Duration wait = charged.stream()
                .filter(one -> !one.count().taken())
                .map(one -> one.count().reset())
                .max(Duration::compareTo)
                .orElseThrow();
        ApiError refusal = ApiError.retryAfter(ErrorCode.THROTTLED, wait);
        for (Header header : headers(charged, 1)) {
            refusal = refusal.with(header.name(), header.value());
        }
        return refusal;
    }

    /** @param putBack how many of the taken counts were returned */
    private static List<Header> headers(List<Charged> charged, int putBack) {
        String policies = charged.get(0).charge().policy().announcement();
        String states = state(charged.get(0), putBack);
        for (Charged further : charged.subList(1, charged.size())) {
            policies += ", " + further.charge().policy().announcement();
            states += ", " + state(further, putBack);
        }
        return List.of(new Header("RateLimit-Policy", policies), new Header("RateLimit", states));
    }

    private static String state(Charged one, int putBack) {
        Count count = one.count();
        long remaining = count.remaining() + (count.taken() ? putBack : 0);
        return one.charge()
                .policy()
                .state(remaining, count.reset().plusNanos(999_999_999).toSeconds());
    }
}
