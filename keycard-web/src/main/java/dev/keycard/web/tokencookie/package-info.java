/**
 * Transport of tokens in bodies or in cookies: {@link dev.keycard.web.tokencookie.TokenTransport}. Thread-safe. See
 * {@code docs/token-cookies.md}.
 */
@NullMarked
package dev.keycard.web.tokencookie;

import org.jspecify.annotations.NullMarked;
