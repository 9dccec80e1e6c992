/**
 * Keycard in a reactive application: {@link dev.keycard.spring.webflux.KeycardAuthenticationWebFilter} authenticates, and {@link
 * dev.keycard.spring.webflux.PermitHandlerAdapter} checks the rules. Thread-safe; nothing blocks. See {@code docs/webflux.md}.
 */
@NullMarked
package dev.keycard.spring.webflux;

import org.jspecify.annotations.NullMarked;
