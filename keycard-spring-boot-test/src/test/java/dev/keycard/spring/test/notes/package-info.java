/** An application that signs its users in itself, and tests of it as its developer writes them. */
@NullMarked
package dev.keycard.spring.test.notes;

import org.jspecify.annotations.NullMarked;
