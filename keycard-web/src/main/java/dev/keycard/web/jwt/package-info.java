/**
 * Access tokens at the Gate: {@link dev.keycard.web.jwt.AccessTokenOutcomes}. Thread-safe. See {@code docs/jwt.md}.
 */
@NullMarked
package dev.keycard.web.jwt;

import org.jspecify.annotations.NullMarked;
