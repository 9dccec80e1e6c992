/** A service that verifies the tokens of another server, and tests of it as its developer writes them. */
@NullMarked
package dev.keycard.spring.test.orders;

import org.jspecify.annotations.NullMarked;
