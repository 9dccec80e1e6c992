/**
 * The applications that are measured, with the same controller, {@link dev.keycard.benchmarks.spring.app.Me}; each runs in a
 * process of its own, on the threads of its container. See {@code docs/benchmarks.md}.
 */
@NullMarked
package dev.keycard.benchmarks.spring.app;

import org.jspecify.annotations.NullMarked;
