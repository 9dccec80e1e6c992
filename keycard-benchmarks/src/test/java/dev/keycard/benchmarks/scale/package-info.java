/** What the figures are computed with is checked; the figures themselves are not. */
@NullMarked
package dev.keycard.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
