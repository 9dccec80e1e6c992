/** Forgetting what has ended long ago. */
@NullMarked
package dev.keycard.cleanup;

import org.jspecify.annotations.NullMarked;
