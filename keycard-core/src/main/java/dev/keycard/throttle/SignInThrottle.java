package dev.keycard.throttle;

import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.user.Username;
import org.jspecify.annotations.Nullable;

/**
 * Limits guessing: attempts to sign in are counted for the account's name and for the address, once over all doors. An attempt
 * is counted before its hash is computed, so that guesses in parallel cannot slip through together; a successful one is given
 * back, so that only failures use the limit up. Names that do not exist are counted like those that do. Thread-safe.
 *
 * <p>An account has one allowance for all the addresses that are new to it together, however many an attacker has, and one more
 * for each address that is familiar to it. So guesses from elsewhere do not keep the owner out.
 */
public final class SignInThrottle {

    /** Where an attempt comes from, as the account sees it. */
    public enum Origin {
        /** An address from which the account's owner has signed in lately. */
        FAMILIAR,
        /** Any other. */
        UNFAMILIAR
    }

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
    public Attempt begin(String username, String address, Origin origin) {
        String key = Addresses.key(address);
        Attempt fromAddress = take("sign-in-address/" + key, config.signInAddress());
        try {
            Attempt atAccount = take(account(Username.fold(username), key, origin), config.signIn());
            return () -> {
                fromAddress.forgive();
                atAccount.forgive();
            };
        } catch (RuntimeException notCounted) {
            // The address did not get to guess, so it is not charged.
            fromAddress.forgive();
            throw notCounted;
        }
    }

    private static String account(String name, String address, Origin origin) {
        return switch (origin) {
            case FAMILIAR -> "sign-in-from/" + address + "/" + name;
            case UNFAMILIAR -> "sign-in/" + name;
        };
    }

    private Attempt take(String key, @Nullable Rate rate) {
        if (rate == null) {
            return () -> {};
        }
        Count count = counters.take(key, rate);
        if (!count.taken()) {
            throw ApiError.retryAfter(ErrorCode.THROTTLED, count.reset());
        }
        return () -> counters.giveBack(key, count);
    }

    /** An attempt that was counted. */
    @FunctionalInterface
    public interface Attempt {

        /** Takes the attempt back: it was no guess. */
        void forgive();
    }
}
