/** The figures of a running server, for Prometheus. */
@NullMarked
package dev.keycard.server.metrics;

import org.jspecify.annotations.NullMarked;
