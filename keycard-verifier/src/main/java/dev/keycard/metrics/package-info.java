/** What the engine counts and measures, and who may read it. */
@NullMarked
package dev.keycard.metrics;

import org.jspecify.annotations.NullMarked;
