/** The data folder: the database, and the key that seals what is in it. */
@NullMarked
package dev.keycard.server.data;

import org.jspecify.annotations.NullMarked;
