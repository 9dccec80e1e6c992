/** The public keys over HTTP: {@link dev.keycard.web.jwks.JwksEndpoint}. Thread-safe. See {@code docs/jwt.md}. */
@NullMarked
package dev.keycard.web.jwks;

import org.jspecify.annotations.NullMarked;
