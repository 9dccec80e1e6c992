/**
 * Measures the Spring Boot starter; {@link dev.keycard.benchmarks.spring.SpringBench} is the entry type. For one thread.
 * See {@code docs/benchmarks.md}.
 */
@NullMarked
package dev.keycard.benchmarks.spring;

import org.jspecify.annotations.NullMarked;
