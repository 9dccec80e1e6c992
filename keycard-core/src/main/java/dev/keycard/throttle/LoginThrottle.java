package dev.keycard.throttle;

import dev.keycard.api.Internal;
import dev.keycard.id.UserId;
import java.time.Duration;
import java.util.Optional;

/**
 * Limits the rows that signing in and refreshing write. Guesses are not counted here, because they write nothing. Methods
 * return how long to wait if a rate is used up, and empty if it is not. Thread-safe; waits
 * for shared counters a moment at most.
 */
@Internal
public final class LoginThrottle {

    private final WriteRates rates;
    private final Counters counters;

    public LoginThrottle(WriteRates rates, Counters counters) {
        this.rates = rates;
        this.counters = counters;
    }

    /** Counts a login, or an API token made by signing in, that a user begins. */
    public Optional<Duration> begins(UserId userId) {
        return new CounterReservation(counters).tryTake("login/" + userId, rates.loginsPerDay());
    }

    /**
     * Counts the ending of all logins by a login or an API token. Each credential has its own count: a stolen one that uses up
     * its count does not prevent the owner from ending it by another credential.
     */
    public Optional<Duration> endsAll(String credential) {
        String key = "end-all/" + credential;
        CounterReservation takings = new CounterReservation(counters);
        Optional<Duration> wait = takings.tryTake(key, rates.user());
        return wait.isPresent() ? wait : takings.tryTake(key, rates.userPerDay());
    }

    /** Counts a refresh of a login. */
    public Optional<Duration> refreshes(String login) {
        return new CounterReservation(counters).tryTake("refresh/" + login, rates.refreshes());
    }
}
