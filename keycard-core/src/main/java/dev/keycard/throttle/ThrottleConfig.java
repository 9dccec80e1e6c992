package dev.keycard.throttle;

/**
 * The rates of the engine, over all methods together. Immutable.
 *
 * @param signIn sign-ins, failed and successful
 * @param writes how often users may write
 */
public record ThrottleConfig(SignInRates signIn, WriteRates writes) {

    /** Each part with its own defaults. */
    public static ThrottleConfig defaults() {
        return new ThrottleConfig(SignInRates.defaults(), WriteRates.defaults());
    }

    /** The same with other rates of sign-ins. */
    public ThrottleConfig with(SignInRates other) {
        return new ThrottleConfig(other, writes);
    }

    /** The same with other rates of writing. */
    public ThrottleConfig with(WriteRates other) {
        return new ThrottleConfig(signIn, other);
    }
}
