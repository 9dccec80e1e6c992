/** The store contracts against real files, and what the stores rest on. */
@NullMarked
package dev.keycard.sql;

import org.jspecify.annotations.NullMarked;
