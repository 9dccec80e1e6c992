/**
 * {@link dev.keycard.micrometer.MicrometerMetrics} shows the metrics of an engine or of a verifier in the registries of
 * Micrometer. Thread-safe. See {@code docs/observability.md}.
 */
@NullMarked
package dev.keycard.micrometer;

import org.jspecify.annotations.NullMarked;
