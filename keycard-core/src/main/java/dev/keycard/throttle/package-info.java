/**
 * Rates, counters, and the limits of signing in: {@link dev.keycard.throttle.SignInThrottle} over
 * {@link dev.keycard.throttle.Counters}. Thread-safe; never blocks for long. See {@code docs/throttling.md}.
 */
@NullMarked
package dev.keycard.throttle;

import org.jspecify.annotations.NullMarked;
