/**
 * JMH benchmarks of parts of the engine, each with its floor, such as {@link dev.keycard.benchmarks.WarmGateBenchmark}. JMH
 * sets the number of threads. See {@code docs/benchmarks.md}.
 */
@NullMarked
package dev.keycard.benchmarks;

import org.jspecify.annotations.NullMarked;
