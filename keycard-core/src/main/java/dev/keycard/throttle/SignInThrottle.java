package dev.keycard.throttle;

import dev.keycard.address.AddressKey;
import dev.keycard.user.Username;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

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
     * Counts an attempt.
     *
     * @return the attempt: refused if the account or the address has used up its rate, see {@link Attempt#retryAfter};
     *     otherwise the caller
     *     reports its outcome
     */
    public Attempt begin(String username, String address, Origin origin) {
        AddressKey from = AddressKey.of(address);
        String name = Username.fold(username);
        Attempt attempt = new Attempt(name, origin);
        try {
            attempt.take(() -> attempt.failures.tryTake("sign-in-address", from, rates.failuresFromAddress()));
            attempt.take(() -> attempt.failures.tryTake(account(name, from.key(), origin), rates.failures()));
            attempt.take(
                    () -> attempt.successes.tryTake("sign-in-success-address", from, rates.successesFromAddress()));
            if (origin == Origin.FAMILIAR) {
                attempt.take(attempt::countAtAccount);
            }
        } catch (RuntimeException notCounted) {
            attempt.forgive();
            throw notCounted;
        }
        if (attempt.retryAfter().isPresent()) {
            // It does not get to guess, so neither the account nor the address is charged.
            attempt.forgive();
        }
        return attempt;
    }

    private static String account(String name, String address, Origin origin) {
        return switch (origin) {
            case FAMILIAR -> "sign-in-from/" + address + "/" + name;
            case UNFAMILIAR -> "sign-in/" + name;
        };
    }

    /** An attempt to sign in. Its outcome is reported once, unless it was refused. For one thread. */
    public final class Attempt {

        private final CounterReservation failures = new CounterReservation(counters);
        private final CounterReservation successes = new CounterReservation(counters);
        private final String name;
        private final Origin origin;
        private Optional<Duration> wait = Optional.empty();

        private Attempt(String name, Origin origin) {
            this.name = name;
            this.origin = origin;
        }

        /** How long to wait if the attempt was refused; empty if it was not. */
        public Optional<Duration> retryAfter() {
            return wait;
        }

        private void take(Supplier<Optional<Duration>> counter) {
            if (wait.isEmpty()) {
                wait = counter.get();
            }
        }

        /**
         * The password was right.
         *
         * @return how long to wait if the account has used up its rate of successes; the attempt counts for nothing then
         */
        public Optional<Duration> succeeded() {
            failures.putBack();
            if (origin != Origin.UNFAMILIAR) {
                return Optional.empty();
            }
            try {
                return countAtAccount();
            } catch (RuntimeException notCounted) {
                successes.putBack();
                throw notCounted;
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

        /** Puts back what was taken from the counters of successes if none is left. */
        private Optional<Duration> countAtAccount() {
            return successes.tryTake("sign-in-success/" + name, rates.successes());
        }
    }
}
