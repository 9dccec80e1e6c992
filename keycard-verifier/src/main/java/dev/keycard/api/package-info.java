/**
 * {@link dev.keycard.api.Internal} marks types that applications do not use. Used at compile time only. See
 * {@code VERSIONING.md}.
 */
@NullMarked
package dev.keycard.api;

import org.jspecify.annotations.NullMarked;
