/** Identifiers that tell when they were made. */
@NullMarked
package dev.keycard.id;

import org.jspecify.annotations.NullMarked;
