/**
 * The checks that each request passes: {@link dev.keycard.gate.Gate} authenticates, permits, throttles. It may be used by any
 * number of threads. See {@code docs/permissions.md}.
 */
@NullMarked
package dev.keycard.gate;

import org.jspecify.annotations.NullMarked;
