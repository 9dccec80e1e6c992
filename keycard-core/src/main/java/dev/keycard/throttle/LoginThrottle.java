package dev.keycard.throttle;

import dev.keycard.http.ApiError;

/**
 * Limits what signing in and refreshing writes. Guesses are not counted here: nothing is written for them. Methods throw an
 * {@link ApiError} {@code throttled} if a rate is used up. Thread-safe; never blocks.
 */
public final class LoginThrottle {

    private final WriteRates rates;
    private final Counters counters;

    public LoginThrottle(WriteRates rates, Counters counters) {
        this.rates = rates;
        this.counters = counters;
    }

    /** Counts a login, or an API token made by signing in, that a user begins. */
    public void begins(long userId) {
        new CounterReservation(counters).take("login/" + userId, rates.loginsPerDay());
    }

    /**
     * Counts the ending of all logins by means of a login or an API token. Each credential has its own count: a stolen one that
     * uses its count up does not keep the owner from ending it by another.
     */
    public void endsAll(String credential) {
        String key = "end-all/" + credential;
        CounterReservation takings = new CounterReservation(counters);
        takings.take(key, rates.user());
        takings.take(key, rates.userPerDay());
    }

    /** Counts a refresh of a login. */
    public void refreshes(String login) {
        new CounterReservation(counters).take("refresh/" + login, rates.refreshes());
    }
}
