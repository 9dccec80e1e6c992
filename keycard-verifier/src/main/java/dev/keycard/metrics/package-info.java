/**
 * The registry of metrics: {@link dev.keycard.metrics.Metrics}. Thread-safe; recording never blocks. See
 * {@code docs/observability.md}.
 */
@NullMarked
package dev.keycard.metrics;

import org.jspecify.annotations.NullMarked;
