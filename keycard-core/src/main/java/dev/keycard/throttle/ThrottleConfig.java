package dev.keycard.throttle;

/**
 * The rates that the engine keeps to, over all ways of entering it. Immutable.
 *
 * @param signIn sign-ins, failed and successful
 * @param writes how often users may have something written
 */
public record ThrottleConfig(SignInRates signIn, WriteRates writes) {

    public static ThrottleConfig defaults() {
        return new ThrottleConfig(SignInRates.defaults(), WriteRates.defaults());
    }

    /** The same with other rates of sign-ins. */
    public ThrottleConfig with(SignInRates other) {
        return new ThrottleConfig(other, writes);
    }

    /** The same with other rates of what is written. */
    public ThrottleConfig with(WriteRates other) {
        return new ThrottleConfig(signIn, other);
    }
}
