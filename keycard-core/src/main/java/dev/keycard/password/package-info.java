/** Hashing, verifying and judging passwords. */
@NullMarked
package dev.keycard.password;

import org.jspecify.annotations.NullMarked;
