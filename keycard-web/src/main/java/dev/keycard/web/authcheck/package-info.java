/**
 * Tells a proxy whether it may pass a request on: {@link dev.keycard.web.authcheck.AuthCheckEndpoint}. Thread-safe; never
 * blocks. See {@code docs/proxies.md}.
 */
@NullMarked
package dev.keycard.web.authcheck;

import org.jspecify.annotations.NullMarked;
