/**
 * The front door of the engine: {@link dev.keycard.Keycard}, which {@link dev.keycard.KeycardBuilder} makes. It may be used by
 * any number of threads, and has two threads of its own from its start until it is closed. See {@code docs/library.md}.
 */
@NullMarked
package dev.keycard;

import org.jspecify.annotations.NullMarked;
