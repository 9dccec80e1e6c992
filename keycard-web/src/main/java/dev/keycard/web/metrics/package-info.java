/** {@code /metrics}: {@link dev.keycard.web.metrics.MetricsEndpoint}. Thread-safe. See {@code docs/observability.md}. */
@NullMarked
package dev.keycard.web.metrics;

import org.jspecify.annotations.NullMarked;
