/**
 * Revocation of tokens (RFC 7009): {@link dev.keycard.oauth2.Revocation}. Thread-safe; blocks for the store. See
 * {@code docs/introspection.md}.
 */
@NullMarked
package dev.keycard.oauth2;

import org.jspecify.annotations.NullMarked;
