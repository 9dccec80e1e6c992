/**
 * The division of the heap and the limits that follow from it: {@link dev.keycard.server.memory.MemoryBudget}. Computed once,
 * at the start. Immutable. See {@code docs/server.md}.
 */
@NullMarked
package dev.keycard.server.memory;

import org.jspecify.annotations.NullMarked;
