/** The client of a call into the engine: {@link dev.keycard.client.Client}. Immutable. See {@code docs/library.md}. */
@NullMarked
package dev.keycard.client;

import org.jspecify.annotations.NullMarked;
