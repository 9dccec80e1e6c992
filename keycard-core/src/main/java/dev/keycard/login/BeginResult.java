package dev.keycard.login;

import java.time.Duration;
import java.util.function.Function;

/**
 * The result of beginning a login, a session, a pair of tokens or an API token for a user whose credentials were just checked.
 * Immutable.
 */
public sealed interface BeginResult<T> {

    /** It is stored. */
    record Begun<T>(T value) implements BeginResult<T> {}

    /** The user was deactivated or deleted, or the password changed, since the credentials were checked. */
    record Refused<T>() implements BeginResult<T> {}

    /** The user signs in too often. */
    record Throttled<T>(Duration retryAfter) implements BeginResult<T> {}

    /** The same result with another value. */
    default <R> BeginResult<R> map(Function<T, R> mapper) {
        if (this instanceof Begun<T> begun) {
            return new Begun<>(mapper.apply(begun.value()));
        }
        return this instanceof Throttled<T> throttled ? new Throttled<>(throttled.retryAfter()) : new Refused<>();
    }

    /**
     * The value.
     *
     * @throws IllegalStateException if nothing was begun
     */
    default T orElseThrow() {
        if (this instanceof Begun<T> begun) {
            return begun.value();
        }
        throw new IllegalStateException("nothing was begun: " + this);
    }
}
