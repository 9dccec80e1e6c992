/** Says what applications may rely on: {@link dev.keycard.api.Internal} marks what they may not. See {@code VERSIONING.md}. */
@NullMarked
package dev.keycard.api;

import org.jspecify.annotations.NullMarked;
