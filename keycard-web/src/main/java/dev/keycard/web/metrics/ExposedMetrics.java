package dev.keycard.web.metrics;

import dev.keycard.api.Internal;
import dev.keycard.metrics.Metrics;

/** Metrics that are read over HTTP. Thread-safe. */
@Internal
public interface ExposedMetrics extends Metrics {

    /** The permission and the format for readers. */
    Exposition exposition();
}
