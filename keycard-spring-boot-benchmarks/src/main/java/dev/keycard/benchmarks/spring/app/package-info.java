/**
 * The applications that are measured, with the same controller; each runs in a process of its own. See {@code
 * docs/benchmarks.md}.
 */
@NullMarked
package dev.keycard.benchmarks.spring.app;

import org.jspecify.annotations.NullMarked;
