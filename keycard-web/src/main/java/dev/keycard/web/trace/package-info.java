/** W3C trace context of requests: {@link dev.keycard.web.trace.TraceParent}. Immutable. See {@code docs/observability.md}. */
@NullMarked
package dev.keycard.web.trace;

import org.jspecify.annotations.NullMarked;
