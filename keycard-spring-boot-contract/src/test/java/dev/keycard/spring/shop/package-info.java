/** An application whose database is PostgreSQL, with tables and migrations of its own. */
@NullMarked
package dev.keycard.spring.shop;

import org.jspecify.annotations.NullMarked;
