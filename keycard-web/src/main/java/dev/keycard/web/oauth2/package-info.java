/**
 * The endpoints of RFC 7662 and RFC 7009: {@link dev.keycard.web.oauth2.Oauth2Endpoints}. Thread-safe. See
 * {@code docs/introspection.md}.
 */
@NullMarked
package dev.keycard.web.oauth2;

import org.jspecify.annotations.NullMarked;
