/** Trace context: which larger undertaking a request is part of. */
@NullMarked
package dev.keycard.web.trace;

import org.jspecify.annotations.NullMarked;
