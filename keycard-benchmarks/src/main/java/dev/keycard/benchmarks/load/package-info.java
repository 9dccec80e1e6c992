/** Drivers that load a running server over loopback, and the floors that stand beside it. The script {@code http} runs them. */
@NullMarked
package dev.keycard.benchmarks.load;

import org.jspecify.annotations.NullMarked;
