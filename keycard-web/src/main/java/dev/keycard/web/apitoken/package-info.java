/**
 * The {@code Token} scheme and {@code /api/tokens/}: {@link dev.keycard.web.apitoken.ApiTokenFeature}. Thread-safe. See
 * {@code docs/api-tokens.md}.
 */
@NullMarked
package dev.keycard.web.apitoken;

import org.jspecify.annotations.NullMarked;
