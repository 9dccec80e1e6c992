/** The stores in SQLite: one file per store, one committing writer, readers beside it. */
@NullMarked
package dev.keycard.sql;

import org.jspecify.annotations.NullMarked;
