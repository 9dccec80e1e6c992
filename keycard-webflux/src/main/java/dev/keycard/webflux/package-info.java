/**
 * Keycard in a reactive Spring application: {@link dev.keycard.webflux.KeycardWebFilter} checks each request, and {@link
 * dev.keycard.webflux.ReactiveKeycard} tells the handlers who asks. Thread-safe; runs on the threads of the event loops, which it
 * never blocks. See {@code docs/webflux.md}.
 */
@NullMarked
package dev.keycard.webflux;

import org.jspecify.annotations.NullMarked;
