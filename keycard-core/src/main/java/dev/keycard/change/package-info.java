/**
 * The table in which stores record what other nodes must read soon: {@link dev.keycard.change.ChangeLog}. Thread-safe; blocks
 * for the store. See {@code docs/revocation.md}.
 */
@NullMarked
package dev.keycard.change;

import org.jspecify.annotations.NullMarked;
