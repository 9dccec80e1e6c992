/**
 * Rates of requests: {@link dev.keycard.web.throttle.RequestThrottle}. Thread-safe; never blocks, unless
 * the counters are shared. See
 * {@code docs/throttling.md}.
 */
@NullMarked
package dev.keycard.web.throttle;

import org.jspecify.annotations.NullMarked;
