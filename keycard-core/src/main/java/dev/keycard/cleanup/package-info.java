/**
 * Purging what ended long ago: {@link dev.keycard.cleanup.Cleanup}, which is thread-safe and begins rounds for one thread each.
 * See docs/cleanup.md.
 */
@NullMarked
package dev.keycard.cleanup;

import org.jspecify.annotations.NullMarked;
