/**
 * {@code /metrics}: the endpoint of {@link dev.keycard.web.metrics.MetricsEndpoint}. It may be used by any number of threads. See
 * {@code docs/observability.md}.
 */
@NullMarked
package dev.keycard.web.metrics;

import org.jspecify.annotations.NullMarked;
