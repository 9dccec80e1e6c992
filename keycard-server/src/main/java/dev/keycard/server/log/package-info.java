/**
 * The log, as lines of JSON or text on standard error: {@link dev.keycard.server.log.Logging}. Thread-safe. See
 * {@code docs/observability.md}.
 */
@NullMarked
package dev.keycard.server.log;

import org.jspecify.annotations.NullMarked;
