/** {@link dev.keycard.web.jwks.JwksEndpoint}: the public keys over HTTP. See {@code docs/jwt.md}. */
@NullMarked
package dev.keycard.web.jwks;

import org.jspecify.annotations.NullMarked;
