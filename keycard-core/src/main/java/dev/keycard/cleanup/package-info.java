/**
 * Purges rows that ended long ago: {@link dev.keycard.cleanup.Cleanup}. Thread-safe; each
 * {@link dev.keycard.cleanup.CleanupRound} is for one thread. See {@code docs/cleanup.md}.
 */
@NullMarked
package dev.keycard.cleanup;

import org.jspecify.annotations.NullMarked;
