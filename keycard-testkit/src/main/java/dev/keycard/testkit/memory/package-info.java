/**
 * Stores that keep everything in memory, for tests of applications and of the engine:
 * {@link dev.keycard.testkit.memory.InMemoryStores}. One lock guards all tables, so calls of any number of threads run one
 * after the other. The stores pass the contracts in {@code dev.keycard.testkit}. See {@code docs/library.md}, "In tests".
 */
@NullMarked
package dev.keycard.testkit.memory;

import org.jspecify.annotations.NullMarked;
