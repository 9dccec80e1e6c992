/**
 * The stores in SQLite, with one file for each store: {@link dev.keycard.sql.SqliteDatabase} opens them. One thread writes and
 * commits for all callers; reads run on the threads of their callers. See {@code docs/storage.md}.
 */
@NullMarked
package dev.keycard.sql;

import org.jspecify.annotations.NullMarked;
