/**
 * Drivers that load a running server over loopback, such as {@link dev.keycard.benchmarks.load.ProfileLoad}, and the floors for
 * comparison. Each has a main method and its own threads; the script {@code http} runs them. See {@code docs/benchmarks.md}.
 */
@NullMarked
package dev.keycard.benchmarks.load;

import org.jspecify.annotations.NullMarked;
