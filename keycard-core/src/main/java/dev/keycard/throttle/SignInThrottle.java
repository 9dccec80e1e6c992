package dev.keycard.throttle;

import dev.keycard.address.AddressKey;
import dev.keycard.http.ApiError;
import dev.keycard.user.Username;

/**
 * Limits guessing, and how much of the hashing threads a right password takes: attempts to sign in are counted for the account's
 * name and for the address, once over all doors. An attempt is counted before its hash is computed, so that guesses in parallel
 * cannot slip through together; afterwards it counts as a failure or as a success, and is given back to the other rate. Names
 * that do not exist are counted like those that do. Thread-safe.
 *
 * <p>An account has one allowance for failures for all the addresses that are new to it together, however many an attacker has,
 * and one more for each address that is familiar to it. So guesses from elsewhere do not keep the owner out.
 *
 * <p>The successes of an account are counted before the hash for familiar addresses only. From others they are counted once the
 * password was found right: whoever does not know it learns nothing about how often the account signs in.
 *
 * <p>An IPv6 address is counted by its /64, and by its /48 at a wider rate; whether it is familiar is told by its /64.
 */
public final class SignInThrottle {

    /** Where an attempt comes from, as the account sees it. */
    public enum Origin {
        /** An address from which the account's owner has signed in lately. */
        FAMILIAR,
        /** Any other. */
        UNFAMILIAR
    }

    private final SignInRates rates;
    private final Counters counters;

    public SignInThrottle(ThrottleConfig config, Counters counters) {
        this.rates = config.signIn();
        this.counters = counters;
    }

    /**
     * Counts an attempt. Throws an {@link ApiError} {@code throttled} if the account or the address has used up its rate.
     *
     * @return the attempt, whose outcome is to be told
     */
    public Attempt begin(String username, String address, Origin origin) {
        AddressKey from = AddressKey.of(address);
        String name = Username.fold(username);
        Attempt attempt = new Attempt(name, origin);
        try {
            attempt.failures.take("sign-in-address", from, rates.failuresFromAddress());
            attempt.failures.take(account(name, from.key(), origin), rates.failures());
            attempt.successes.take("sign-in-success-address", from, rates.successesFromAddress());
            if (origin == Origin.FAMILIAR) {
                attempt.countAtAccount();
            }
            return attempt;
        } catch (RuntimeException notCounted) {
            // Neither got to guess, so neither is charged.
            attempt.forgive();
            throw notCounted;
        }
    }

    private static String account(String name, String address, Origin origin) {
        return switch (origin) {
            case FAMILIAR -> "sign-in-from/" + address + "/" + name;
            case UNFAMILIAR -> "sign-in/" + name;
        };
    }

    /** An attempt that was counted. Its outcome is told once. For one thread. */
    public final class Attempt {

        private final CounterReservation failures = new CounterReservation(counters);
        private final CounterReservation successes = new CounterReservation(counters);
        private final String name;
        private final Origin origin;

        private Attempt(String name, Origin origin) {
            this.name = name;
            this.origin = origin;
        }

        /**
         * The password was right. Throws an {@link ApiError} {@code throttled} if the account has used up its rate of successes;
         * the attempt counts for nothing then.
         */
        public void succeeded() {
            failures.putBack();
            if (origin == Origin.UNFAMILIAR) {
                try {
                    countAtAccount();
                } catch (RuntimeException notCounted) {
                    successes.putBack();
                    throw notCounted;
                }
            }
        }

        /** It was not. */
        public void failed() {
            successes.putBack();
        }

        /** Takes the attempt back: nothing was found out about the password. */
        public void forgive() {
            failures.putBack();
            successes.putBack();
        }

        private void countAtAccount() {
            successes.take("sign-in-success/" + name, rates.successes());
        }
    }
}
