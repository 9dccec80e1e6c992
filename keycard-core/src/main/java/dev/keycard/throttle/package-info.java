/** How often: rates, counters, and the limits on signing in. */
@NullMarked
package dev.keycard.throttle;

import org.jspecify.annotations.NullMarked;
