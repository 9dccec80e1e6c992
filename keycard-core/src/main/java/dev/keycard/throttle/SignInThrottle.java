package dev.keycard.throttle;

import dev.keycard.address.AddressKey;
import dev.keycard.api.Internal;
import dev.keycard.user.Username;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Limits guessing, and the load of the hashing threads by right passwords: attempts to sign in are counted for the account's
 * name and for the address, over all methods together. An attempt is counted before its hash is computed, so that parallel
 * guesses cannot pass together; afterwards it counts as a failure or as a success, and is returned to the other rate. Names
 * that do not exist are counted like those that do. Thread-safe.
 *
 * <p>Failures of an account are counted together for all addresses that are not familiar to it, however many an attacker has,
 * and separately for each familiar address. So guesses from other addresses do not lock the owner out.
 *
 * <p>The successes of an account are counted before the hash for familiar addresses only. For other addresses they are counted
 * only after the password was found right: an attacker who does not know it learns nothing about how often the account signs
 * in.
 *
 * <p>An IPv6 address is counted by its /64, and by its /48 at a higher rate; whether it is familiar is decided by its /64.
 */
@Internal
public final class SignInThrottle {

    /** Whether the address of an attempt is familiar to the account. */
    public enum Origin {
        /** An address from which the account's owner has signed in recently. */
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
     * Counts an attempt at the address, before anything is read about the account: an address that has used up its rate learns
     * nothing from the time of the answer.
     *
     * @return the attempt: refused if the address has used up its rate, see {@link Attempt#retryAfter}; otherwise the caller
     *     counts it {@link Attempt#at at the account}
     */
    public Attempt from(String address) {
        return new Attempt(AddressKey.of(address)).countedAtTheAddress();
    }

    /**
     * Counts an attempt at the address and at the account.
     *
     * @return the attempt: refused if the account or the address has used up its rate, see {@link Attempt#retryAfter};
     *     otherwise the caller reports its outcome
     */
    public Attempt begin(String username, String address, Origin origin) {
        return from(address).at(username, origin);
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
        private final AddressKey from;
        private String name = "";
        private Origin origin = Origin.UNFAMILIAR;
        private Optional<Duration> wait = Optional.empty();

        private Attempt(AddressKey from) {
            this.from = from;
        }

        private Attempt countedAtTheAddress() {
            return counted(() -> {
                take(() -> failures.tryTake("sign-in-address", from, rates.failuresFromAddress()));
                take(() -> successes.tryTake("sign-in-success-address", from, rates.successesFromAddress()));
            });
        }

        /** Counts it at the account, unless it is refused already. */
        public Attempt at(String username, Origin known) {
            name = Username.fold(username);
            origin = known;
            return counted(() -> {
                take(() -> failures.tryTake(account(name, from.key(), origin), rates.failures()));
                if (origin == Origin.FAMILIAR) {
                    take(this::countAtAccount);
                }
            });
        }

        private Attempt counted(Runnable counting) {
            try {
                counting.run();
            } catch (RuntimeException notCounted) {
                forgive();
                throw notCounted;
            }
            if (wait.isPresent()) {
                // The password is not checked, so neither the account nor the address is counted.
                forgive();
            }
            return this;
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
         * @return how long to wait if the account has used up its rate of successes; the attempt is then not counted
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

        /** The password was wrong. */
        public void failed() {
            successes.putBack();
        }

        /** Cancels the attempt: the password was not checked. */
        public void forgive() {
            failures.putBack();
            successes.putBack();
        }

        /** Returns the counts of successes if a rate is used up. */
        private Optional<Duration> countAtAccount() {
            return successes.tryTake("sign-in-success/" + name, rates.successes());
        }
    }
}
