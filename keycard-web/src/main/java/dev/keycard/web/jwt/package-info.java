/**
 * The {@code Bearer} scheme: {@link dev.keycard.web.jwt.JwtAuthenticator}. Thread-safe. See {@code docs/jwt.md}.
 */
@NullMarked
package dev.keycard.web.jwt;

import org.jspecify.annotations.NullMarked;
