/**
 * Long-lived opaque tokens: {@link dev.keycard.apitoken.ApiTokens} makes, verifies and ends them. Thread-safe; blocks for the
 * store. See {@code docs/api-tokens.md}.
 */
@NullMarked
package dev.keycard.apitoken;

import org.jspecify.annotations.NullMarked;
