/** Contracts that every store passes, time and randomness that a test holds in its hand. */
@NullMarked
package dev.keycard.testkit;

import org.jspecify.annotations.NullMarked;
