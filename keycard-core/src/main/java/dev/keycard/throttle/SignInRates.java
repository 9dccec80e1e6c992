package dev.keycard.throttle;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The rates of sign-ins, over all methods together; null means unlimited. The rates of failures limit guessing. Those of
 * successes limit the load of the hashing threads by a program that knows the password: each sign-in costs a hash.
 *
 * @param failures failed sign-ins for each account; default 10 a minute
 * @param failuresFromAddress failed sign-ins from each address; default 100 a minute
 * @param successes sign-ins of each account with the right password; default 300 a minute
 * @param successesFromAddress sign-ins from each address with right passwords; default 1500 a minute
 */
public record SignInRates(
        @Nullable Rate failures,
        @Nullable Rate failuresFromAddress,
        @Nullable Rate successes,
        @Nullable Rate successesFromAddress) {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** The defaults that the parameters of this record name. */
    public static SignInRates defaults() {
        return ofFailures(new Rate(10, MINUTE), new Rate(100, MINUTE));
    }

    /** Those rates for failures, and the default ones for successes. */
    public static SignInRates ofFailures(@Nullable Rate account, @Nullable Rate address) {
        return new SignInRates(account, address, new Rate(300, MINUTE), new Rate(1500, MINUTE));
    }

    /** Without limits. */
    public static SignInRates unlimited() {
        return new SignInRates(null, null, null, null);
    }
}
