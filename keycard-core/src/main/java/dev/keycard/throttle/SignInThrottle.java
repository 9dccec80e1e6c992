package dev.keycard.throttle;

import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.user.Username;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits guessing: attempts to sign in are counted for the account's name and for the address, once over all doors. An attempt
 * is counted before its hash is computed, so that guesses in parallel cannot slip through together; a successful one is given
 * back, so that only failures use the limit up. Names that do not exist are counted like those that do. Thread-safe.
 */
public final class SignInThrottle {

    private final ThrottleConfig config;
    private final Counters counters;

    public SignInThrottle(ThrottleConfig config, Counters counters) {
        this.config = config;
        this.counters = counters;
    }

    /**
     * Counts an attempt. Throws an {@link ApiError} {@code throttled} if the account or the address has used up its rate.
     *
     * @return the attempt, to be given back if it succeeds
     */
    public Attempt begin(String username, String address) {
        String account = "sign-in/" + Username.fold(username);
        String origin = "sign-in-address/" + Addresses.key(address);
        take(origin, config.signInAddress());
        try {
            take(account, config.signIn());
        } catch (ApiError accountUsedUp) {
            // The address did not get to guess, so it is not charged.
            giveBack(origin, config.signInAddress());
            throw accountUsedUp;
        }
        return () -> {
            giveBack(origin, config.signInAddress());
            giveBack(account, config.signIn());
        };
    }

    private void take(String key, @Nullable Rate rate) {
        Duration wait = rate == null ? Duration.ZERO : counters.take(key, rate);
        if (!wait.isZero()) {
            throw ApiError.retryAfter(ErrorCode.THROTTLED, wait);
        }
    }

    private void giveBack(String key, @Nullable Rate rate) {
        if (rate != null) {
            counters.giveBack(key, rate);
        }
    }

    /** An attempt that was counted. */
    @FunctionalInterface
    public interface Attempt {

        /** Takes the attempt back: it was no guess. */
        void forgive();
    }
}
