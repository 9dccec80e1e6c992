/**
 * Metrics for Prometheus: {@link dev.keycard.server.metrics.PrometheusMetrics}. Thread-safe. See {@code docs/observability.md}.
 */
@NullMarked
package dev.keycard.server.metrics;

import org.jspecify.annotations.NullMarked;
