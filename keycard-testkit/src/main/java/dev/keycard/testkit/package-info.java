/**
 * Contracts that every store passes, as tests to extend: {@link dev.keycard.testkit.StoreContract} is their base.
 * {@link dev.keycard.testkit.MutableClock} and {@link dev.keycard.testkit.SeededEntropy} make time and randomness repeatable;
 * they are thread-safe. See {@code docs/library.md}, "In tests".
 */
@NullMarked
package dev.keycard.testkit;

import org.jspecify.annotations.NullMarked;
