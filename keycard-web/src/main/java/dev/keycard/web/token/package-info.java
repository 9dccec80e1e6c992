/**
 * Pairs of access and refresh tokens over HTTP: {@link dev.keycard.web.token.TokenPairFeature}. Thread-safe. See
 * {@code docs/jwt.md}.
 */
@NullMarked
package dev.keycard.web.token;

import org.jspecify.annotations.NullMarked;
