/**
 * Identifiers: {@link dev.keycard.id.UserId}, and {@link dev.keycard.id.TimeId}, which contains the time at which it was made.
 * Immutable. See {@code docs/library.md} and {@code docs/logins.md}.
 */
@NullMarked
package dev.keycard.id;

import org.jspecify.annotations.NullMarked;
